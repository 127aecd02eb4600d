import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite'

/** The oldest web views that buyers come with: WeChat and Douyin on old phones. */
const floor = ['chrome75', 'safari13']

export const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

const base: InlineConfig = {
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  resolve: { conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'browser', 'production'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
}

/** Bundles for browsers, in memory. */
export async function bundle(
  input: Record<string, string>,
  isCore: (id: string) => boolean,
): Promise<Rolldown.OutputChunk[]> {
  const groups = [{ name: 'core', test: isCore }]
  const result = await build({
    ...base,
    plugins: [tightStyles()],
    build: {
      write: false,
      target: floor,
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: false,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          codeSplitting: { groups },
        },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[]
  return outputs
    .flatMap(({ output }) => output)
    .filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
}

/** `dist/server.js`: the views for Node, which strips types but knows no JSX. */
export async function bundleServer(outDir: string): Promise<void> {
  await build({
    ...base,
    resolve: { conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'node', 'production'] },
    ssr: { noExternal: [/^@xiaopu\//] },
    build: {
      ssr: source('server/index.tsx'),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'server.js' } },
    },
  })
}

/** Styles are written to be read; a page gets them without the air. */
function tightStyles(): Plugin {
  return {
    name: 'xiaopu:tight-styles',
    transform: {
      filter: { id: /\.css\.ts$/ },
      handler: (code) => code.replace(/\n\s*/g, '\n').replace(/([{};])\n/g, '$1'),
    },
  }
}
