import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { installInvariants } from '../audit/invariants.ts'
import type { Connection } from './database.ts'
import * as shopsAndCatalogue from './migrations/0001-shops-and-catalogue.ts'
import * as trade from './migrations/0002-trade.ts'
import * as writeJob from './migrations/0003-write-job.ts'
import * as moneyBack from './migrations/0004-money-back.ts'
import * as people from './migrations/0005-people.ts'
import * as borders from './migrations/0006-borders.ts'
import * as hooks from './migrations/0007-hooks.ts'
import * as nothingHangs from './migrations/0008-nothing-hangs.ts'

import * as channels from './migrations/0009-channels.ts'

import * as paymentProviders from './migrations/0010-payment-providers.ts'

import * as addresses from './migrations/0011-addresses.ts'

import * as inlineCheckout from './migrations/0012-inline-checkout.ts'

import * as shareMakers from './migrations/0013-share-makers.ts'

import * as profitShares from './migrations/0014-profit-shares.ts'

import * as bills from './migrations/0015-bills.ts'

import * as keyNetworks from './migrations/0016-key-networks.ts'

import * as refusedShares from './migrations/0017-refused-shares.ts'

import * as closedReturns from './migrations/0018-closed-returns.ts'
import * as coupons from './migrations/0019-coupons.ts'

import * as refundsByHand from './migrations/0020-refunds-by-hand.ts'
import * as writeJobAtOnce from './migrations/0021-write-job-at-once.ts'
import * as exchanges from './migrations/0022-exchanges.ts'
import * as groupBuys from './migrations/0023-group-buys.ts'
import * as paidAfterAll from './migrations/0024-paid-after-all.ts'
import * as whatIsOver from './migrations/0025-what-is-over.ts'
import * as whatSellingReads from './migrations/0026-what-selling-reads.ts'

const migrations: Record<string, Migration> = {
  '0001-shops-and-catalogue': shopsAndCatalogue,
  '0002-trade': trade,
  '0003-write-job': writeJob,
  '0004-money-back': moneyBack,
  '0005-people': people,
  '0006-borders': borders,
  '0007-hooks': hooks,
  '0008-nothing-hangs': nothingHangs,
  '0009-channels': channels,
  '0010-payment-providers': paymentProviders,
  '0011-addresses': addresses,
  '0012-inline-checkout': inlineCheckout,
  '0013-share-makers': shareMakers,
  '0014-profit-shares': profitShares,
  '0015-bills': bills,
  '0016-key-networks': keyNetworks,
  '0017-refused-shares': refusedShares,
  '0018-closed-returns': closedReturns,
  '0019-coupons': coupons,
  '0020-refunds-by-hand': refundsByHand,
  '0021-write-job-at-once': writeJobAtOnce,
  '0022-exchanges': exchanges,
  '0023-group-buys': groupBuys,
  '0024-paid-after-all': paidAfterAll,
  '0025-what-is-over': whatIsOver,
  '0026-what-selling-reads': whatSellingReads,
}

/**
 * Brings a database to the newest schema, forward only; safe to run from several processes.
 *
 * @returns how many steps that took
 */
export async function migrate({ db, pool }: Connection): Promise<number> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // A database may know a later step of another part already.
    allowUnorderedMigrations: true,
  })
  const isBehind = (await migrator.getMigrations()).some(({ executedAt }) => !executedAt)
  // Views hold on to the columns that they read.
  if (isBehind) await sql`drop schema if exists invariants cascade`.execute(db)
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  const worker = await sql<{ found: boolean }>`
    select to_regclass('graphile_worker._private_jobs') is not null as found`.execute(db)
  // Its own migrations ask the catalogue many questions; a warm start must be quick.
  if (!worker.rows[0]?.found) await runMigrations({ pgPool: pool })
  await installInvariants(db)
  return results?.length ?? 0
}
