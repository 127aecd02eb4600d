import { minify as minifyAgain } from 'terser'
import { minify } from 'vite'

/**
 * Makes a chunk small: shorter names, and nothing that is neither run nor exported. The second pass
 * finds what the first leaves, about a hundredth of the bytes (gzip).
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
  const again = await minifyAgain(result.code, {
    module: true,
    // Syntax of ES2018: what floors have, and mini-programs.
    ecma: 2018,
    compress: {
      passes: 4,
      keep_fargs: false,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
  })
  return again.code ?? result.code
}
