import { entriesOf, type MoneyFact } from '@xiaopu/domain'
import type { Values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** Whose book it is, and for which order. */
interface Booked {
  readonly shopId: string
  readonly orderId: string
}

/**
 * Part of a statement: posts a fact once for a row of `source`. The same fact learned again is
 * posted already.
 */
export function writingEntries(
  deps: Pick<Deps, 'clock'>,
  v: Values,
  { shopId, orderId }: Booked,
  fact: MoneyFact,
  source: string,
): string {
  const entries = entriesOf(fact)
  const accounts = v.add(entries.map(({ account }) => account))
  const amounts = v.add(entries.map(({ amount }) => amount.amount))
  return `${fact.kind}_entries as (insert into ledger_entries
      (shop_id, order_id, kind, ref, account, amount, at)
    select ${v.add(shopId)}, ${v.add(orderId)}, '${fact.kind}', ${v.add(fact.ref)},
      entry.account, entry.amount, ${v.add(new Date(deps.clock.now()))}::timestamptz
    from ${source}, unnest(${accounts}::text[], ${amounts}::bigint[]) as entry(account, amount)
    on conflict do nothing)`
}
