import { minify } from 'vite'

/**
 * Makes a chunk small: shorter names, and nothing that is neither run nor exported.
 *
 * @param target - the same floor as the bundle's: nothing newer may come in here
 */
export async function tighten(code: string, target: readonly string[]): Promise<string> {
  const result = await minify('chunk.js', code, {
    module: true,
    compress: {
      target: [...target],
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
