import { build, type Rolldown } from 'vite'
import { standIns, withoutSchemas } from './lean.ts'
import { tighten } from './tighten.ts'

/** What all four hosts run without translating it: no `?.`, no `??`, no class fields, no `import()`. */
const miniFloor = ['es2018']

/** One file for mini-programs that imports nothing; of the Web it needs timers, and those exist there. */
export async function bundleMini(entry: string, format: 'es' | 'cjs'): Promise<string> {
  const result = await build({
    mode: 'production',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { conditions: ['@xiaopu/source', 'module', 'production'] },
    // There is no page: what is for browsers only falls away.
    define: { 'typeof document': '"undefined"', 'process.env.NODE_ENV': '"production"' },
    plugins: [standIns(), withoutSchemas()],
    build: {
      write: false,
      target: miniFloor,
      minify: false,
      lib: { entry, formats: [format] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[]
  const [chunk, ...others] = outputs.flatMap(({ output }) => output)
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error('not one file')
  return tighten(chunk.code, miniFloor)
}
