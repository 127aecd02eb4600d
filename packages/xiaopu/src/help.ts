import type { Texts } from '@xiaopu/texts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { columns, widthOf } from './print/table.ts'

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
    parts.push(explained(options.map((option) => [typedAs(option), textOf(option.name, cli)])))
  }
  if (note) parts.push(cli[note])
  parts.push(
    `${cli.variablesTitle}\n${columns(variables.map((each) => [each, cli.variables[each]]))}`,
  )
  return `${parts.join('\n\n')}\n`
}

const widest = 28

/** Options and what they do; one that is too long for the column stands on a line of its own. */
function explained(rows: readonly (readonly [string, string])[]): string {
  const widths = rows.map(([option]) => widthOf(option)).filter((width) => width <= widest)
  const column = Math.max(...widths)
  return rows
    .map(([option, text]) => {
      const gap = column - widthOf(option)
      return `  ${option}${gap < 0 ? `\n${' '.repeat(column + 2)}` : ' '.repeat(gap)}  ${text}`
    })
    .join('\n')
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
