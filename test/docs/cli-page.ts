import { textsFor } from '@xiaopu/texts'
import { commands } from 'xiaopu/commands'

type Command = (typeof commands)[number]

import { code, page, table } from './markdown.ts'
import { sources } from './sources.ts'

const about = `One command for everything a seller and an operator do. In a clone of the repository run it as
\`npx -y pnpm@10.34.9 -s xiaopu <command>\` (without \`-s\` pnpm prints lines of its own before it); while \`dev\` runs, the others speak for its demo shop.`

const en = textsFor('en').cli
const zh = textsFor('zh-CN').cli

/** The command's page, printed from the table that its help is printed from. */
export function cliPage(root: string): string {
  checkVariables(root)
  const overview = commands.map(({ name }) => [
    `[${code(`xiaopu ${name}`)}](#${name})`,
    en.commands[name],
    zh.commands[name],
  ])
  return page('The xiaopu command', about, [
    table(['Command', 'What it does', '作用'], overview),
    'Those that take `--json` then print data for programs. Exit code 0: done; 1: it failed, or what was checked is not in order; 2: it was typed wrong.',
    ...commands.flatMap(describe),
    '## Environment',
    table(
      ['Variable', 'Meaning', '含义'],
      keys(en.variables).map((name) => [code(name), en.variables[name], zh.variables[name]]),
    ),
    'How to get the 1688 values: [connect the real 1688](../connect-1688.md).',
  ])
}

function describe({ name, words, options, note, variables }: Command): string[] {
  const rows = options.map((option) => [
    code(option.value === undefined ? `--${option.name}` : `--${option.name} <${option.value}>`),
    en.options[option.name],
    zh.options[option.name],
  ])
  return [
    `## ${name}`,
    code(['xiaopu', name, words].filter(Boolean).join(' ')),
    ...(rows.length > 0 ? [table(['Option', 'Meaning', '含义'], rows)] : []),
    ...(note ? [en[note], zh[note]] : []),
    ...(variables.length > 0 ? [`Reads ${variables.map(code).join(', ')}.`] : []),
  ]
}

/** A variable that the sources read and that no command names stops the printer. */
function checkVariables(root: string): void {
  const text = sources(root, 'packages/xiaopu/src/**/*.ts').join('\n')
  const read = [...text.matchAll(/\benv(?:\.|, ')([A-Z][A-Z_\d]+)/g)].map(([, name = '']) => name)
  const named = new Set(['LC_ALL', 'LC_MESSAGES', 'LANG', 'NO_COLOR', ...keys(en.variables)])
  const unnamed = [...new Set(read)].filter((name) => !named.has(name))
  if (unnamed.length > 0) throw new Error(`say what is meant by ${unnamed.join(', ')}`)
}

function keys<T extends object>(of: T): (keyof T & string)[] {
  return Object.keys(of) as (keyof T & string)[]
}
