import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { offers, shops } from '@xiaopu/api'
import { connect, findDifferences, migrate, NoDatabaseError, startEmbedded } from '@xiaopu/gateway'
import { DataInUseError, lockData } from '../dev/lock.ts'
import { columns } from '../print/table.ts'
import { ask } from '../seller/ask.ts'
import type { Settings } from '../settings.ts'
import { type Asked, type Command, explain, sellerOf } from './command.ts'

/** Brings the database to the newest schema. */
export const migrateCommand: Command = {
  async run({ settings, texts }) {
    const count = await withDatabase(settings, migrateAt)
    return { text: texts.cli.migrated(count), data: { migrations: count } }
  },
}

/** Adds up every order again, from rows that were written independently of each other. */
export const audit: Command = {
  async run({ settings, texts }) {
    const { orders, differences } = await withDatabase(settings, findDifferences)
    const lines = differences.map(
      ({ order, by, rule }) => `${texts.cli.auditOff(order, by)}  ${rule}`,
    )
    return {
      text: lines.length > 0 ? lines.join('\n') : texts.cli.auditClean(orders),
      data: { orders, differences },
      isBad: lines.length > 0,
    }
  },
}

interface Check {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'bad'
  readonly says: string
}

/** Looks at what a shop needs: Node, database, gateway, platform, clock. */
export const doctor: Command = {
  async run(asked) {
    const checks = [checkNode(), await checkDatabase(asked), ...(await checkGateway(asked))]
    const { checks: words } = asked.texts.cli
    const rows = checks.map(({ name, state, says }) => [name, `${words[state]}  ${says}`] as const)
    return {
      text: columns(rows),
      data: checks,
      isBad: checks.some(({ state }) => state === 'bad'),
    }
  },
}

function checkNode(): Check {
  const [major = 0] = process.versions.node.split('.').map(Number)
  return { name: 'Node', state: major >= 22 ? 'ok' : 'bad', says: process.version }
}

async function checkDatabase({ settings, texts }: Asked): Promise<Check> {
  try {
    const { orders, differences } = await withDatabase(settings, findDifferences)
    const says = differences.length > 0 ? String(differences.length) : texts.cli.auditClean(orders)
    return { name: 'PostgreSQL', state: differences.length > 0 ? 'bad' : 'ok', says }
  } catch (error) {
    return { name: 'PostgreSQL', state: 'bad', says: explain(error, texts) }
  }
}

/** More than this apart, signed notices are refused as stale. */
const mostApartSeconds = 60

async function checkGateway(asked: Asked): Promise<Check[]> {
  const { texts } = asked
  try {
    const seller = await sellerOf(asked)
    const shop = await ask(seller, shops.readOwnShop)
    const health = await seller.fetch(new Request(`${seller.gateway}/healthz`))
    const { serverNow }: { serverNow: string } = JSON.parse(await health.text())
    const apart = Math.round(Math.abs(Date.parse(serverNow) - Date.now()) / 1000)
    const platform = await ask(seller, offers.searchOffers, { query: { limit: '1' } }).then(
      ({ total }): Check => ({ name: '1688', state: 'ok', says: texts.cli.found(total) }),
      (error: unknown): Check => ({ name: '1688', state: 'bad', says: explain(error, texts) }),
    )
    return [
      { name: 'gateway', state: 'ok', says: `${seller.gateway} ${shop.name}` },
      platform,
      { name: 'clock', state: apart > mostApartSeconds ? 'warn' : 'ok', says: `${apart} s` },
    ]
  } catch (error) {
    return [{ name: 'gateway', state: 'bad', says: explain(error, texts) }]
  }
}

async function migrateAt(url: string): Promise<number> {
  const connection = connect({ url, max: 1 })
  try {
    return await migrate(connection)
  } finally {
    await connection.close()
  }
}

/**
 * Works on the database: the one named by `DATABASE_URL`, else the one in the data folder, which
 * is started for as long as this takes where `xiaopu dev` does not run.
 *
 * @throws NoDatabaseError
 */
async function withDatabase<T>(
  { databaseUrl, dataDir }: Settings,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl) return work(databaseUrl)
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new NoDatabaseError(
      `There is no database in ${dataDir} yet: run xiaopu dev, or set DATABASE_URL.`,
    )
  }
  const unlock = tryLock(dataDir)
  const embedded = await startEmbedded(dataDir)
  try {
    return await work(embedded.url)
  } finally {
    if (unlock && !embedded.adopted) await embedded.stop()
    unlock?.()
  }
}

/** Undefined where `xiaopu dev` holds the data: then its database runs, and goes on running. */
function tryLock(dataDir: string): (() => void) | undefined {
  try {
    return lockData(dataDir)
  } catch (error) {
    if (error instanceof DataInUseError) return undefined
    throw error
  }
}
