import type { Texts } from '@xiaopu/texts'

/** The command cannot do what was asked; the text says why and what to do. */
export class CommandError extends Error {
  override name = 'CommandError' as const
  /** Written in the language of whoever reads it. */
  readonly say: (cli: Texts['cli']) => string
  /** 2 for what was typed wrong, else 1. */
  readonly exitCode: 1 | 2

  constructor(say: (cli: Texts['cli']) => string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super('the command failed', options)
    this.say = say
    this.exitCode = exitCode
  }
}
