import type { Texts } from '@xiaopu/texts'
import type { Option } from './arguments.ts'
import type { Context } from './context.ts'

/** One row of the command line: printed as help, written into the docs, run. */
export interface Command {
  readonly name: keyof Texts['cli']['commands']
  /** What follows the name, as in `<lst_…>…`. */
  readonly words?: string
  /** So many of them; any number without. */
  readonly atMost?: number
  readonly options: readonly (Option & { readonly name: keyof Texts['cli']['options'] })[]
  /** What it reads from the environment. */
  readonly variables: readonly Variable[]
  /** A paragraph below the options. */
  readonly note?: 'ruleForms' | 'policyForms'
  /** A command's own modules are loaded when it runs; `run` answers the exit code. */
  load(): Promise<{ run(context: Context): Promise<number> }>
}

export type Variable = keyof Texts['cli']['variables']

export const forDatabase: readonly Variable[] = ['DATABASE_URL', 'XIAOPU_DATA']
export const forShop: readonly Variable[] = ['XIAOPU_URL', 'XIAOPU_KEY', 'XIAOPU_DATA']
const forGateway: readonly Variable[] = [
  'PORT',
  'HOST',
  'XIAOPU_URL',
  'XIAOPU_MASTER_KEY',
  ...forDatabase,
]
export const forPlatform: readonly Variable[] = [
  'ALIBABA_APP_KEY',
  'ALIBABA_APP_SECRET',
  'ALIBABA_REFRESH_TOKEN',
  'ALIBABA_TOKEN',
  'ALIBABA_BASE_URL',
]
export const forDev: readonly Variable[] = [
  ...forGateway,
  'XIAOPU_OFFERS',
  'SANDBOX_FAULTS',
  'SANDBOX_TEMPERAMENT',
  'SANDBOX_SINGLE_USER',
  'XIAOPU_LANG',
  'XIAOPU_RECORD_1688',
  'PROXIES',
  'REQUESTS_PER_MINUTE',
]
export const forServe: readonly Variable[] = [
  ...forGateway,
  ...forPlatform,
  'ALIBABA_CALLS_PER_MINUTE',
  'XIAOPU_RECORD_1688',
  'CASHIER_URL',
  'CASHIER_MERCHANT',
  'CASHIER_SECRET',
  'IMAGE_HOSTS',
  'CONCURRENCY',
  'PROXIES',
  'REQUESTS_PER_MINUTE',
  'NODE_ENV',
]
export const json = { name: 'json' } as const
export const limit = { name: 'limit', value: 'n' } as const
export const category = { name: 'category', value: 'id' } as const
export const choices = (words: readonly string[]) => words.join('|')

/** How many words may follow the name of a command. */
export const atMost = ({ words, atMost }: Command): number | undefined =>
  words === undefined ? 0 : atMost
