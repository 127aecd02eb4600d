import type { Locale, Texts } from '@xiaopu/texts'
import type { Asked } from './arguments.ts'
import type { Environment } from './settings.ts'

/** What a command works with. */
export interface Context {
  readonly asked: Asked
  readonly env: Environment
  readonly texts: Texts
  readonly locale: Locale
  /** `texts.cli`. */
  readonly cli: Texts['cli']
  /** The answer: data with `--json`, else the text for people. */
  say(data: unknown, text: () => string): void
  /** Standard output, one text with its end of line. */
  print(text: string): void
  /** Standard output, a file in pieces as fast as it is taken. Who stops reading has what he wants. */
  pass(file: AsyncIterable<Uint8Array>): Promise<void>
  /** For people only: standard error, and silent with `--json`. */
  note(text: string): void
  /** Whether standard output understands colours. */
  readonly colours: boolean
}
