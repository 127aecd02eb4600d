import type { Address } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type Owner, sealRecipient } from './sealed-address.ts'

interface ClearRow {
  readonly shop_id: string
  readonly id: string
  readonly address: Address
  readonly remark: string | null
}

const together = 200

/** Seals what a gateway from before addresses were sealed wrote in the clear. @returns how many rows */
export async function sealOldRows(deps: Pick<Deps, 'db' | 'vault'>): Promise<number> {
  return (await sealAll(deps, 'orders')) + (await sealAll(deps, 'quotes'))
}

async function sealAll(deps: Pick<Deps, 'db' | 'vault'>, table: Owner['table']): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await clear[table](deps.db, [together])
    for (const row of rows) await sealRow(deps, table, row)
    count += rows.length
    if (rows.length < together) return count
  }
}

async function sealRow(
  deps: Pick<Deps, 'db' | 'vault'>,
  table: Owner['table'],
  { shop_id: shopId, id, address, remark }: ClearRow,
): Promise<void> {
  const sealed = await sealRecipient(
    deps,
    { shopId, table, id },
    { address, remark: remark ?? undefined },
  )
  const values = [shopId, id, JSON.stringify(sealed.address), sealed.sealed]
  if (table === 'orders') await keepOrder(deps.db, [...values, sealed.remark, sealed.phone_hash])
  else await keepQuote(deps.db, values)
}

const clear: Record<
  Owner['table'],
  (db: Database, list: readonly unknown[]) => Promise<ClearRow[]>
> = {
  orders: statement<ClearRow>(`
    select shop_id, order_id as id, address, remark from orders
    where sealed is null and forgotten_at is null limit $1`),
  quotes: statement<ClearRow>(`
    select shop_id, quote_id as id, address, null as remark from quotes
    where sealed is null and forgotten_at is null limit $1`),
}

const keepOrder = statement(`
  update orders set address = $3, sealed = $4, remark = $5, phone_hash = $6
  where shop_id = $1 and order_id = $2 and sealed is null and forgotten_at is null`)

const keepQuote = statement(`
  update quotes set address = $3, sealed = $4
  where shop_id = $1 and quote_id = $2 and sealed is null and forgotten_at is null`)
