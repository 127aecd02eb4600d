import { CommandError } from './command-error.ts'

/**
 * Hears what becomes of standard output. Who stops reading it, as `head` does, has what he wants; a
 * disk that is full keeps half of it.
 */
export function watchOutput() {
  const { stdout } = process
  let failure: Error | undefined
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure ??= error
  })
  return {
    /** @throws CommandError where not all of it was written */
    async check(): Promise<void> {
      await new Promise<void>((written) => stdout.write('', () => written()))
      if (!failure) return
      const { message } = failure
      throw new CommandError((cli) => cli.mistyped.outputLost(message), 1, { cause: failure })
    },
  }
}
