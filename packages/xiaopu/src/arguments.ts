import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

/** One option of a command; `value` names what follows it, a flag has none. */
export interface Option {
  readonly name: string
  readonly value?: string
}

/** What was typed after the command's name. */
export interface Asked {
  readonly words: readonly string[]
  /** Names of the options that were typed. */
  readonly given: readonly string[]
  flag(name: string): boolean
  text(name: string): string | undefined
  /** @throws CommandError where it is none of these */
  choice<Word extends string>(name: string, words: readonly Word[]): Word | undefined
  /** @throws CommandError where it is not a whole number from `min` to `max` */
  number(name: string, min: number, max: number): number | undefined
}

/**
 * @param atMost - so many words may stand beside the options
 * @throws CommandError for an option that the command does not have, one without its value or typed
 * twice, and for a word too many: what is not understood must not be left out, least of all of money
 */
export function readArguments(
  typed: readonly string[],
  options: readonly Option[],
  atMost = Number.POSITIVE_INFINITY,
): Asked {
  const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    options.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
  )
  const { values, positionals, tokens } = parse([...typed], config)
  const named = tokens.filter((token) => token.kind === 'option')
  const given = named.map(({ name }) => name)
  const twice = named.find(
    ({ name, value }, at) => value !== undefined && given.indexOf(name) < at,
  )?.name
  if (twice !== undefined) throw new CommandError((cli) => cli.mistyped.twice(`--${twice}`), 2)
  const tooMany = positionals[atMost]
  if (tooMany !== undefined) throw new CommandError((cli) => cli.mistyped.extra(tooMany), 2)
  const text = (name: string) => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    words: positionals,
    given,
    flag: (name) => values[name] === true,
    text,
    choice(name, words) {
      const given = text(name)
      const chosen = words.find((word) => word === given)
      if (given === undefined || chosen !== undefined) return chosen
      throw new CommandError((cli) => cli.badOption(`--${name}`, given, words.join(' ')), 2)
    },
    number(name, min, max) {
      const given = text(name)
      if (given === undefined) return undefined
      const digits = given.normalize('NFKC')
      const number = Number(digits)
      if (/^\d+$/.test(digits) && number >= min && number <= max) return number
      throw new CommandError((cli) => cli.badOption(`--${name}`, given, `${min} … ${max}`), 2)
    },
  }
}

function parse(args: string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true, tokens: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const [name = ''] = /--?[\w-]+/.exec(message) ?? []
    throw new CommandError(
      (cli) =>
        code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? cli.unknownOption(name) : cli.optionNeeds(name),
      2,
      { cause: error },
    )
  }
}
