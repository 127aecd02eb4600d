import { minify } from 'vite'
import { floor } from './bundle.ts'

/** Makes a chunk small: shorter names, and nothing that is neither run nor exported. */
export async function tighten(code: string): Promise<string> {
  const result = await minify('chunk.js', code, {
    module: true,
    compress: {
      // The same floor as the bundle's: nothing newer may come in here.
      target: [...floor],
      maxIterations: 10,
      treeshake: { propertyReadSideEffects: false },
    },
    mangle: { toplevel: true },
    codegen: { removeWhitespace: true },
  })
  const [problem] = result.errors
  if (problem) throw new Error(problem.message)
  return result.code
}
