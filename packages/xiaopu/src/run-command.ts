import { pipeline } from 'node:stream/promises'
import { localeOf, type Texts, textsFor } from '@xiaopu/texts'
import { readArguments } from './arguments.ts'
import { atMost } from './command.ts'
import { CommandError } from './command-error.ts'
import { commands } from './commands.ts'
import type { Context } from './context.ts'
import { describe } from './describe.ts'
import { helpOn, overview } from './help.ts'
import { watchOutput } from './output.ts'
import type { Environment } from './settings.ts'

/** Runs one command line and answers the exit code: 0 done, 1 failed, 2 typed wrong. */
export async function runCommand(typed: readonly string[], env: Environment): Promise<number> {
  const locale = localeOf(language(env))
  const texts = textsFor(locale)
  const output = watchOutput()
  try {
    const exitCode = await run(typed, env, { locale, texts })
    await output.check()
    return exitCode
  } catch (error) {
    return explain(error, texts, typed.includes('--json'))
  }
}

/** `C` and `POSIX` name no language. */
function language({ XIAOPU_LANG, LC_ALL, LC_MESSAGES, LANG }: Environment): string | undefined {
  const wanted = XIAOPU_LANG || LC_ALL || LC_MESSAGES || LANG
  return wanted && !/^(C|POSIX)\b/.test(wanted) ? wanted.replace(/\..*/, '') : undefined
}

type Words = Pick<Context, 'locale' | 'texts'>

async function run(typed: readonly string[], env: Environment, words: Words): Promise<number> {
  const { texts } = words
  if (typed[0] === 'help' && typed[1] !== undefined) return run([typed[1], '--help'], env, words)
  const [name = '--help', ...rest] = typed
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview(texts.cli))
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (!command) throw new CommandError((cli) => cli.unknownCommand(name), 2)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(helpOn(command, texts.cli))
    return 0
  }
  const asked = readArguments(rest, command.options, atMost(command))
  const { run: perform } = await command.load()
  return perform(contextOf(asked, env, words))
}

function contextOf(asked: Context['asked'], env: Environment, { locale, texts }: Words): Context {
  const { stdout } = process
  const asJson = asked.flag('json')
  return {
    asked,
    env,
    texts,
    locale,
    cli: texts.cli,
    say: (data, text) => {
      stdout.write(`${asJson ? JSON.stringify(data, null, 2) : text()}\n`)
    },
    print: (text) => {
      stdout.write(`${text}\n`)
    },
    pass: (file) =>
      pipeline(file, stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
        // What standard output refuses is told by who watches it.
        if (error.syscall !== 'write') throw error
      }),
    note: (text) => {
      if (!asJson) process.stderr.write(`${text}\n`)
    },
    colours: stdout.isTTY === true && !env.NO_COLOR,
  }
}

/** One line that says what to do; a stack only where it is a bug of ours. */
function explain(error: unknown, texts: Texts, asJson: boolean): number {
  const { code, text, exitCode } = describe(error, texts)
  process.stderr.write(
    asJson ? `${JSON.stringify({ code, message: text })}\n` : `${texts.cli.failed(text)}\n`,
  )
  return exitCode
}
