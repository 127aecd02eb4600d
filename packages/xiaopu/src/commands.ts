import { AfterSaleState, Channel, ListingState, OrderState, ShopState } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Option } from './arguments.ts'
import type { Context } from './context.ts'
import { ruleOptions } from './price-rule.ts'

/** One row of the command line: printed as help, written into the docs, run. */
export interface Command {
  readonly name: keyof Texts['cli']['commands']
  /** What follows the name, as in `<lst_…>…`. */
  readonly words?: string
  readonly options: readonly (Option & { readonly name: keyof Texts['cli']['options'] })[]
  /** What it reads from the environment. */
  readonly variables: readonly Variable[]
  /** A paragraph below the options. */
  readonly note?: 'ruleForms' | 'policyForms'
  /** A command's own modules are loaded when it runs; `run` answers the exit code. */
  load(): Promise<{ run(context: Context): Promise<number> }>
}

type Variable = keyof Texts['cli']['variables']

const forDatabase: readonly Variable[] = ['DATABASE_URL', 'XIAOPU_DATA']
const forShop: readonly Variable[] = ['XIAOPU_URL', 'XIAOPU_KEY', 'XIAOPU_DATA']
const forGateway: readonly Variable[] = [
  'PORT',
  'HOST',
  'XIAOPU_URL',
  'XIAOPU_MASTER_KEY',
  ...forDatabase,
]
const forPlatform: readonly Variable[] = [
  'ALIBABA_APP_KEY',
  'ALIBABA_APP_SECRET',
  'ALIBABA_REFRESH_TOKEN',
  'ALIBABA_TOKEN',
  'ALIBABA_BASE_URL',
]
const json = { name: 'json' } as const
const limit = { name: 'limit', value: 'n' } as const
const category = { name: 'category', value: 'id' } as const
const choices = (words: readonly string[]) => words.join('|')

export const commands: readonly Command[] = [
  {
    name: 'dev',
    options: [],
    variables: [
      ...forGateway,
      'XIAOPU_OFFERS',
      'SANDBOX_FAULTS',
      'SANDBOX_TEMPERAMENT',
      'SANDBOX_SINGLE_USER',
      'XIAOPU_LANG',
      'XIAOPU_RECORD_1688',
      'PROXIES',
      'REQUESTS_PER_MINUTE',
    ],
    load: () => import('./commands/dev.ts'),
  },
  {
    name: 'serve',
    options: [],
    variables: [
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
    ],
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'migrate',
    options: [json],
    variables: forDatabase,
    load: () => import('./commands/migrate.ts'),
  },
  {
    name: 'open',
    words: '<slug>',
    options: [{ name: 'name', value: 'text' }, { name: 'new-key' }, json],
    variables: forDatabase,
    load: () => import('./commands/open.ts'),
  },
  {
    name: 'search',
    words: '<keyword>…',
    options: [category, { name: 'page', value: 'n' }, limit, json],
    variables: forShop,
    load: () => import('./commands/search.ts'),
  },
  {
    name: 'import',
    words: '<link|id|keyword>…',
    options: [
      category,
      limit,
      { name: 'rule', value: 'markup' },
      ...ruleOptions,
      { name: 'publish' },
      json,
    ],
    note: 'ruleForms',
    variables: forShop,
    load: () => import('./commands/import.ts'),
  },
  {
    name: 'listings',
    words: '[lst_…]…',
    options: [{ name: 'state', value: choices(ListingState.options) }, json],
    variables: forShop,
    load: () => import('./commands/listings.ts'),
  },
  {
    name: 'rule',
    words: '[markup]',
    options: [
      ...ruleOptions,
      { name: 'listing', value: 'lst_…' },
      { name: 'preview', value: '¥' },
      json,
    ],
    note: 'ruleForms',
    variables: forShop,
    load: () => import('./commands/rule.ts'),
  },
  {
    name: 'publish',
    words: '<lst_…>…|all',
    options: [json],
    variables: forShop,
    load: () => import('./commands/publish.ts'),
  },
  {
    name: 'pause',
    words: '<lst_…>…|all',
    options: [json],
    variables: forShop,
    load: () => import('./commands/pause.ts'),
  },
  {
    name: 'share',
    words: '[lst_…|shop] [poster.svg]',
    options: [
      { name: 'channel', value: choices(Channel.options) },
      { name: 'name', value: 'text' },
      { name: 'qr', value: 'file' },
      { name: 'poster', value: 'square|portrait|story' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/share.ts'),
  },
  {
    name: 'orders',
    words: '[ord_…]…',
    options: [
      { name: 'state', value: choices(OrderState.options) },
      { name: 'timeline' },
      limit,
      json,
    ],
    variables: forShop,
    load: () => import('./commands/orders.ts'),
  },
  {
    name: 'refund',
    words: '<ord_…>',
    options: [
      { name: 'line', value: 'n[:pieces],…' },
      { name: 'amount', value: '¥' },
      { name: 'words', value: 'text' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/refund.ts'),
  },
  {
    name: 'after-sales',
    words: '[list | approve|refuse|accept-goods|refuse-goods <asc_…>]',
    options: [
      { name: 'state', value: choices(AfterSaleState.options) },
      { name: 'amount', value: '¥' },
      { name: 'return-to', value: 'address' },
      { name: 'words', value: 'text' },
      limit,
      json,
    ],
    variables: forShop,
    load: () => import('./commands/after-sales.ts'),
  },
  {
    name: 'decide',
    words: '<ord_…> <sor_…> <buy|replace|refund>',
    options: [json],
    variables: forShop,
    load: () => import('./commands/decide.ts'),
  },
  {
    name: 'replay',
    words: '<export.json>',
    options: [json],
    variables: [],
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'report',
    options: [{ name: 'from', value: 'day' }, { name: 'to', value: 'day' }, json],
    variables: forShop,
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'webhooks',
    words: '[https://…|whk_…]',
    options: [
      { name: 'events', value: 'event,…' },
      { name: 'state', value: 'active|disabled' },
      { name: 'ping' },
      { name: 'replay', value: 'evt_…|time' },
      { name: 'rotate' },
      { name: 'delete' },
      limit,
      json,
    ],
    variables: forShop,
    load: () => import('./commands/webhooks.ts'),
  },
  {
    name: 'shop',
    options: [
      { name: 'name', value: 'text' },
      { name: 'state', value: choices(ShopState.options) },
      { name: 'origins', value: 'origin,…|all' },
      { name: 'accent', value: '#rrggbb' },
      { name: 'policy', value: 'name=value,…' },
      json,
    ],
    note: 'policyForms',
    variables: forShop,
    load: () => import('./commands/shop.ts'),
  },
  {
    name: 'reconcile',
    options: [json],
    variables: forShop,
    load: () => import('./commands/reconcile.ts'),
  },
  {
    name: 'keys',
    options: [
      { name: 'new' },
      { name: 'allow', value: 'scope,…' },
      { name: 'name', value: 'text' },
      { name: 'until', value: 'day' },
      { name: 'revoke', value: 'key_…' },
      json,
    ],
    variables: forShop,
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'retry',
    words: '[id]…|all',
    options: [json],
    variables: forShop,
    load: () => import('./commands/retry.ts'),
  },
  {
    name: 'audit',
    options: [json],
    variables: forDatabase,
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'doctor',
    options: [json],
    variables: [...forShop, 'DATABASE_URL', ...forPlatform],
    load: () => import('./commands/doctor.ts'),
  },
]
