import { parseArgs } from 'node:util'
import type { Settings } from '../settings.ts'
import { list, pause, publish, rule, search, shop } from './catalogue.ts'
import { type Command, explain } from './command.ts'
import { audit, doctor, migrateCommand } from './database.ts'
import { orders, report } from './figures.ts'
import { importCommand } from './import.ts'
import { share } from './share.ts'

const commands = {
  migrate: migrateCommand,
  search,
  import: importCommand,
  list,
  rule,
  publish,
  pause,
  shop,
  share,
  orders,
  report,
  audit,
  doctor,
} satisfies Record<string, Command>

/** Runs a command and prints what it says. @returns the exit code */
export async function runCommand(
  name: string,
  args: readonly string[],
  settings: Settings,
): Promise<number> {
  const { texts } = settings
  if (name === 'help' || name === '--help' || name === '-h') {
    console.log(help(settings))
    return 0
  }
  const command: Command | undefined = Object.hasOwn(commands, name)
    ? commands[name as keyof typeof commands]
    : undefined
  if (!command) {
    console.error(texts.cli.unknownCommand(name))
    return 1
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, ...command.options },
      allowPositionals: true,
    })
    const flags = values as Record<string, string | boolean | undefined>
    const said = await command.run({ settings, texts, words: positionals, flags, env: process.env })
    console.log(flags.json ? JSON.stringify(said.data, null, 2) : said.text)
    return said.isBad ? 1 : 0
  } catch (error) {
    console.error(texts.cli.failed(explain(error, texts)))
    return 1
  }
}

function help({ texts: { cli } }: Settings): string {
  const lines = Object.entries(cli.commands).map(([name, what]) => {
    const usage = (commands as Record<string, Command>)[name]?.usage
    return `  ${name.padEnd(9)} ${what}${usage ? `\n            ${usage}` : ''}`
  })
  return `${cli.usage}\n\n${lines.join('\n')}\n\n${cli.json}`
}
