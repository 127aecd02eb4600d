import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Rolldown } from 'vite'
import type { FakeGateway } from './fake/gateway.ts'

/** Builds an application with Vite, in memory, and serves it at the fake gateway's root. */
export async function serveBuilt(gateway: FakeGateway, config: InlineConfig): Promise<void> {
  const built = await build({
    ...config,
    logLevel: 'error',
    build: { write: false, ...config.build },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  for (const file of outputs.flatMap(({ output }) => output)) {
    const text = file.type === 'chunk' ? file.code : String(file.source)
    gateway.page(`/${file.fileName}`, text, typeOf(file.fileName))
  }
}

function typeOf(name: string): string {
  if (name.endsWith('.js')) return 'text/javascript'
  return name.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8'
}

/** A host page of `hosts/` as a bundle: the framework, the elements, one card. */
export const hostConfig = (name: string): InlineConfig => ({
  configFile: false,
  root: fileURLToPath(new URL('hosts/', import.meta.url)),
  resolve: { conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'browser', 'production'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: '#render', development: false } },
  build: {
    minify: false,
    rolldownOptions: {
      input: fileURLToPath(new URL(`hosts/${name}.ts`, import.meta.url)),
      output: { entryFileNames: 'host.js' },
    },
  },
})
