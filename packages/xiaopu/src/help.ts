import type { Texts } from '@xiaopu/texts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { columns } from './print/table.ts'

type Cli = Texts['cli']

/** `xiaopu --help`. */
export function overview(cli: Cli): string {
  const rows = commands.map(({ name }) => [name, cli.commands[name]] as const)
  return `${cli.usage}\n\n${columns(rows)}\n\n${cli.moreHelp}\n`
}

/** `xiaopu <command> --help`. */
export function helpOn(command: Command, cli: Cli): string {
  const { name, options, note, variables } = command
  const parts = [usageOf(command), cli.commands[name]]
  if (options.length > 0) {
    parts.push(columns(options.map((option) => [typedAs(option), textOf(option.name, cli)])))
  }
  if (note) parts.push(cli[note])
  parts.push(
    `${cli.variablesTitle}\n${columns(variables.map((each) => [each, cli.variables[each]]))}`,
  )
  return `${parts.join('\n\n')}\n`
}

function usageOf({ name, words, options }: Command): string {
  return ['xiaopu', name, words, options.length > 0 ? '[…]' : undefined].filter(Boolean).join(' ')
}

function typedAs({ name, value }: Command['options'][number]): string {
  return value === undefined ? `--${name}` : `--${name} <${value}>`
}

function textOf(option: string, cli: Cli): string {
  return (cli.options as Readonly<Record<string, string>>)[option] ?? ''
}
