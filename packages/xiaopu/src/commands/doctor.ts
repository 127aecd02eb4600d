import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isShopError } from '@xiaopu/domain'
import { findDifferences } from '@xiaopu/gateway'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { embedDir } from '../embed-files.ts'
import { table } from '../print/table.ts'
import { openShop, type ShopAtGateway } from '../seller.ts'

/** One thing that was looked at. `todo` says what to do where it is not in order. */
interface Check {
  readonly name: 'node' | 'database' | 'books' | 'embed' | 'gateway' | 'platform' | 'clock'
  readonly state: 'ok' | 'warn' | 'bad'
  readonly found: string
  readonly todo?: string
}

/** Looks at what a shop needs; 1 where something is wrong. */
export async function run(context: Context): Promise<number> {
  const { cli, say } = context
  const checks = [
    checkNode(context),
    checkEmbedFiles(context),
    ...(await checkDatabase(context)),
    ...(await checkGateway(context)),
  ]
  say(checks, () =>
    table(
      [
        { title: cli.columns.check, value: ({ name }) => cli.doctor.names[name] },
        { title: cli.columns.state, value: ({ state }) => cli.checks[state] },
        { title: cli.columns.row, value: ({ found }) => found },
        { title: cli.columns.todo, value: ({ todo }) => todo ?? '' },
      ],
      checks,
    ),
  )
  return checks.some(({ state }) => state === 'bad') ? 1 : 0
}

function checkNode({ cli }: Context): Check {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const found = process.version
  if (major >= 22) return { name: 'node', state: 'ok', found }
  return { name: 'node', state: 'bad', found, todo: cli.doctor.nodeTodo }
}

function checkEmbedFiles({ cli }: Context): Check {
  if (existsSync(join(embedDir, 'manifest.json'))) {
    return { name: 'embed', state: 'ok', found: '/embed/v1.js' }
  }
  return { name: 'embed', state: 'warn', found: '-', todo: cli.doctor.embedTodo }
}

async function checkDatabase(context: Context): Promise<Check[]> {
  const { cli } = context
  try {
    const { orders, differences } = await withDatabase(context.env, findDifferences)
    const reached: Check = { name: 'database', state: 'ok', found: 'PostgreSQL' }
    if (differences.length === 0) {
      return [reached, { name: 'books', state: 'ok', found: cli.auditClean(orders) }]
    }
    const found = cli.auditFound(differences.length)
    return [reached, { name: 'books', state: 'bad', found, todo: cli.doctor.booksTodo }]
  } catch (error) {
    const found = wordsOf(error, context)
    return [{ name: 'database', state: 'bad', found, todo: cli.doctor.databaseTodo }]
  }
}

/** More than this apart, signed calls and notices may be refused as stale. */
const mostApartSeconds = 60

async function checkGateway(context: Context): Promise<Check[]> {
  const { cli } = context
  let shop: ShopAtGateway
  try {
    shop = openShop(context)
    const { name } = await shop.seller.shop.read()
    const reached: Check = { name: 'gateway', state: 'ok', found: `${shop.gateway} ${name}` }
    return [reached, await checkPlatform(shop, context), await checkClock(shop, context)]
  } catch (error) {
    const found = wordsOf(error, context)
    return [{ name: 'gateway', state: 'bad', found, todo: cli.doctor.gatewayTodo }]
  }
}

/** A search goes through the platform's signature, token and quota. */
async function checkPlatform({ seller }: ShopAtGateway, context: Context): Promise<Check> {
  try {
    const { total } = await seller.offers.search({ limit: '1' })
    return { name: 'platform', state: 'ok', found: context.cli.found(total) }
  } catch (error) {
    const found = wordsOf(error, context)
    return { name: 'platform', state: 'bad', found, todo: context.cli.doctor.platformTodo }
  }
}

async function checkClock({ gateway }: ShopAtGateway, { cli }: Context): Promise<Check> {
  const response = await fetch(`${gateway}/healthz`)
  const { serverNow } = (await response.json()) as { serverNow: string }
  const apart = Math.round(Math.abs(Date.parse(serverNow) - Date.now()) / 1000)
  const found = cli.doctor.apart(apart)
  if (apart <= mostApartSeconds) return { name: 'clock', state: 'ok', found }
  return { name: 'clock', state: 'warn', found, todo: cli.doctor.clockTodo }
}

function wordsOf(error: unknown, { cli, texts }: Context): string {
  if (error instanceof CommandError) return error.say(cli)
  if (isShopError(error)) return `${texts.failures[error.code](error.detail)} [${error.code}]`
  return error instanceof Error ? error.message : String(error)
}
