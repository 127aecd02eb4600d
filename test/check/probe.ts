import { join } from 'node:path'
import { build, type Rollup } from 'vite'

/** The syntax that old WeChat and Douyin web views understand. */
const browserFloor = ['chrome75', 'safari13']

/**
 * What a page pays for an import: the code that remains when these lines are bundled and minified
 * for the oldest browser we serve. `lines` is a module, such as `export { x } from '@xiaopu/y'`.
 */
export async function bundled(root: string, lines: string): Promise<string> {
  const entry = join(root, 'test', 'probe.js')
  const result = await build({
    root: join(root, 'test'),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'browser', 'production'] },
    oxc: { jsx: { runtime: 'automatic', importSource: '#render', development: false } },
    plugins: [
      {
        name: 'probe',
        // A file that is not there, so that names resolve as they do for the tests beside it.
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? lines : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: browserFloor,
      lib: { entry, formats: ['es'] },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[]
  return outputs
    .flatMap(({ output }) => output)
    .flatMap((chunk) => (chunk.type === 'chunk' && chunk.isEntry ? [chunk.code] : []))
    .join('\n')
}
