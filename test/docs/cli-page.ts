import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { code, page, table } from './markdown.ts'
import { sources } from './sources.ts'

const about = `One command for everything a seller and an operator do. In a clone of the repository run it as
\`npx -y pnpm@10.34.9 xiaopu <command>\`; while \`dev\` runs, the others speak for its demo shop.`

/** What each variable means; a variable that the sources read and that is missing here stops the printer. */
const variables: Readonly<Record<string, string>> = {
  PORT: 'where the gateway listens, 8688 unless given; `dev` puts the sandbox on the next one',
  XIAOPU_DATA: 'folder for everything that is kept, `.xiaopu` unless given',
  DATABASE_URL: 'a PostgreSQL ≥ 15 to use; without it `dev` brings its own',
  XIAOPU_OFFERS: 'a file of offers for the sandbox to sell instead of its own',
  XIAOPU_URL: 'public address of the gateway, this machine unless given',
  XIAOPU_LANG: '`zh-CN` or `en`; else by `LC_ALL` and `LANG`',
  XIAOPU_SECRET: 'secret key of the shop that a command speaks for, the demo shop’s unless given',
  XIAOPU_GATEWAY: 'gateway that a command asks, the one of `dev` unless given',
  NODE_ENV: '`production` makes `serve` refuse the well-known secrets of the sandbox',
  LC_ALL: 'see `XIAOPU_LANG`',
  LANG: 'see `XIAOPU_LANG`',
}

/** The command's page, printed from its own help in both languages. */
export function cliPage(root: string): string {
  const [en, zh] = [help(root, 'en'), help(root, 'zh')]
  const rows = en.map(({ name, usage, text }) => [
    code(`xiaopu ${name} ${usage}`.trim()),
    text,
    zh.find((row) => row.name === name)?.text ?? '',
  ])
  return page('The xiaopu command', about, [
    table(['Command', 'What it does', '作用'], rows),
    'Each takes `--json` and then prints data for programs. Exit code 0: done; 1: it failed, or what was checked is not in order.',
    '## Environment',
    table(['Variable', 'Meaning'], known(root)),
    '## What `serve` needs',
    `\`serve\` runs the gateway alone, against real services. It starts only with ${needed(root).map(code).join(', ')}.`,
    'How to get the 1688 values: [connect the real 1688](../connect-1688.md).',
  ])
}

interface HelpRow {
  readonly name: string
  readonly usage: string
  readonly text: string
}

function help(root: string, lang: string): readonly HelpRow[] {
  const env = { ...process.env, XIAOPU_LANG: lang }
  const text = execFileSync(process.execPath, command(root, '--help'), { env, encoding: 'utf8' })
  const rows = text.matchAll(/^ {2}(\w+) +(\S.*)(?:\n {12}(\S.*))?$/gm)
  return [...rows].map(([, name = '', what = '', usage = '']) => ({ name, text: what, usage }))
}

const command = (root: string, ...args: string[]) => [
  '--conditions=@xiaopu/source',
  join(root, 'packages/xiaopu/src/main.ts'),
  ...args,
]

function known(root: string): [string, string][] {
  const text = sources(root, 'packages/xiaopu/src/**/*.ts').join('\n')
  const read = new Set([...text.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name = '']) => name))
  const differs = [...read].filter((name) => !(name in variables))
  if (differs.length > 0) throw new Error(`say what is meant by ${differs.join(', ')}`)
  return Object.entries(variables)
    .filter(([name, text]) => read.has(name) && !text.startsWith('see '))
    .map(([name, text]) => [code(name), text])
}

/** The variables that `serve` names when it finds none. */
function needed(root: string): readonly string[] {
  const env = { PATH: process.env.PATH ?? '' }
  const { stderr } = spawnSync(process.execPath, command(root, 'serve'), { env, encoding: 'utf8' })
  const names = /needs ([A-Z_, ]+)/.exec(stderr)?.[1]
  if (!names) throw new Error(`serve did not say what it needs: ${stderr}`)
  return names.split(', ').map((name) => name.trim())
}
