import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SandboxOptions } from './sandbox.ts'
import { TEMPERAMENT_CHOICES } from './world/temperament.ts'

/** What the command was asked to do. */
export type Asked =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'start'
      readonly options: SandboxOptions
      /** 0 for any free one. */
      readonly port: number
      readonly host: string
    }

/** A command line or environment that cannot be used; `message` says why in Chinese and English. */
export class CommandLineError extends Error {
  override name = 'CommandLineError' as const
}

type Environment = Readonly<Record<string, string | undefined>>

/** One row of the command line: an option wins over its variable. */
interface Row {
  readonly option: string
  readonly value?: string
  readonly variables: readonly string[]
  readonly chinese: string
  readonly english: string
}

const rows = [
  {
    option: 'port',
    value: 'n',
    variables: ['PORT'],
    chinese: '端口，默认 8689；0 表示任选空闲端口',
    english: 'where to listen, 8689 unless given; 0 for any free port',
  },
  {
    option: 'host',
    value: 'address',
    variables: ['HOST'],
    chinese: '监听地址，默认 127.0.0.1',
    english: 'address to listen on, 127.0.0.1 unless given',
  },
  {
    option: 'data',
    value: 'folder',
    variables: ['XIAOPU_DATA'],
    chinese: '把一切保存在这个文件夹；不设置时只在内存里',
    english: 'keep everything in this folder; in memory only unless given',
  },
  {
    option: 'offers',
    value: 'file',
    variables: ['SANDBOX_OFFERS', 'XIAOPU_OFFERS'],
    chinese: '卖什么：一个货源文件，或 generate:100000',
    english: 'what is sold: a file of offers, or generate:100000',
  },
  {
    option: 'faults',
    value: 'file',
    variables: ['SANDBOX_FAULTS'],
    chinese: '启动时载入的故障脚本',
    english: 'fault script to begin with',
  },
  {
    option: 'temperament',
    value: 'word',
    variables: ['SANDBOX_TEMPERAMENT'],
    chinese: `供货商脾气：${TEMPERAMENT_CHOICES.join(' ')}`,
    english: 'how suppliers behave: one of these words',
  },
  {
    option: 'single-user',
    variables: ['SANDBOX_SINGLE_USER'],
    chinese: '不带 token 的调用代表第一个账号（环境变量设为 1）',
    english: 'calls without a token act for the first account (variable: 1)',
  },
  {
    option: 'app-key',
    value: 'digits',
    variables: ['SANDBOX_APP_KEY'],
    chinese: 'AppKey，默认 1000000',
    english: 'app key, 1000000 unless given',
  },
  {
    option: 'app-secret',
    value: 'text',
    variables: ['SANDBOX_APP_SECRET'],
    chinese: '密钥，默认 sandbox-secret',
    english: 'app secret, sandbox-secret unless given',
  },
] as const satisfies readonly Row[]

type Name = (typeof rows)[number]['option']

/** Help in both languages, each option with the variable that says the same. */
export const help = `xiaopu-sandbox [--data <folder>] [--port <n>] …

1688 开放平台和收银台的沙箱，离线运行。
The 1688 open platform and a cashier, offline.

${rows.map(describe).join('\n')}
  --help
      打印这份说明
      print this
`

function describe(row: Row): string {
  const value = row.value ? ` <${row.value}>` : ''
  return `  --${row.option}${value}   (${row.variables.join(', ')})
      ${row.chinese}
      ${row.english}`
}

/** Reads arguments, then environment. Throws CommandLineError. */
export function readCommandLine(args: readonly string[], env: Environment): Asked {
  const given = parse(args)
  if (given.help) return { kind: 'help' }
  const read = (name: Name): string | undefined => {
    const row = rows.find(({ option }) => option === name)
    const said = given[name]
    if (typeof said === 'string') return said
    return row?.variables.map((each) => env[each]).find(Boolean)
  }
  const [offersFile, faultsFile, data] = [read('offers'), read('faults'), read('data')]
  const [appKey, appSecret] = [read('app-key'), read('app-secret')]
  const temperament = temperamentOf(read('temperament'))
  const singleUser = given['single-user'] === true || env.SANDBOX_SINGLE_USER === '1'
  return {
    kind: 'start',
    port: portOf(read('port')),
    host: read('host') ?? '127.0.0.1',
    options: {
      ...(appKey && { appKey }),
      ...(appSecret && { appSecret }),
      ...(offersFile && { offersFile }),
      ...(faultsFile && { faultsFile }),
      ...(temperament && { temperament }),
      ...(singleUser && { singleUser }),
      ...(data && { dir: join(data, 'sandbox') }),
    },
  }
}

function parse(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const options = Object.fromEntries(
    rows.map((row: Row) => [
      row.option,
      { type: row.value ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  try {
    const help = { type: 'boolean', short: 'h' } as const
    return parseArgs({ args: [...args], options: { ...options, help } }).values
  } catch (error) {
    const said = (error as Error).message
    throw new CommandLineError(`参数不对，加 --help 看怎么写。\nTry --help: ${said}`)
  }
}

function portOf(text = '8689'): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CommandLineError(`端口应为 0 到 65535 的整数，不能是「${text}」。
The port must be a whole number from 0 to 65535, not "${text}".`)
}

function temperamentOf(asked: string | undefined) {
  if (asked === undefined) return undefined
  const known = TEMPERAMENT_CHOICES.find((each) => each === asked)
  if (known) return known
  throw new CommandLineError(`没有「${asked}」这种脾气，可以是：${TEMPERAMENT_CHOICES.join(' ')}
The temperament must be one of these words, not "${asked}".`)
}
