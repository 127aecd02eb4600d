import { fen, type Promoter, type PromoterState, type ShareReceiver } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Promoters } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'

export type PromoterRow = Selectable<Promoters>

/** Where a sealed account stands; it does not open anywhere else. */
const placeOf = (promoterId: string) => ({
  table: 'promoters',
  column: 'account',
  row: promoterId,
})

export async function sealAccount(
  { vault }: Pick<Deps, 'vault'>,
  { shopId, promoterId }: { readonly shopId: string; readonly promoterId: string },
  account: string,
): Promise<string> {
  return (await vault.of(shopId)).seal(placeOf(promoterId), account)
}

/** Undefined where it was forgotten. */
export async function openAccount(
  { vault }: Pick<Deps, 'vault'>,
  row: Pick<PromoterRow, 'shop_id' | 'promoter_id' | 'account'>,
): Promise<string | undefined> {
  if (row.account === null) return undefined
  return (await vault.of(row.shop_id)).open(placeOf(row.promoter_id), row.account)
}

/** A row as it is written first. */
export async function insertPromoter(tx: Tx | Database, row: PromoterRow): Promise<boolean> {
  return (await insert(tx, [JSON.stringify(row)])).length > 0
}

const insert = statement(`
  insert into promoters select * from jsonb_populate_record(null::promoters, $1::jsonb)
  on conflict do nothing returning 1`)

export async function readPromoter(
  db: Database | Tx,
  shopId: string,
  promoterId: string,
): Promise<PromoterRow | undefined> {
  return (await byId(db, [shopId, promoterId]))[0]
}

const byId = statement<PromoterRow>(
  'select * from promoters where shop_id = $1 and promoter_id = $2',
)

/** Who earns by a link now, or will once the provider has confirmed her. */
export async function readPromoterOf(
  db: Database | Tx,
  shopId: string,
  shareId: string,
): Promise<PromoterRow | undefined> {
  return (await byShare(db, [shopId, shareId]))[0]
}

const byShare = statement<PromoterRow>(
  `select * from promoters where shop_id = $1 and share_id = $2 and state <> 'off'`,
)

/** Who brought each of these orders: who was given a part of it, else who earns by its link now. */
export async function readPromotersOfOrders(
  db: Database,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await whoBrought(db, [shopId, orderIds])
  return new Map(rows.map(({ order_id, promoter_id }) => [order_id, promoter_id]))
}

const whoBrought = statement<{ order_id: string; promoter_id: string }>(`
  select o.order_id, coalesce(given.promoter_id, earning.promoter_id) as promoter_id
  from orders as o
  left join commissions as given on given.shop_id = o.shop_id and given.order_id = o.order_id
    and given.level = 1
  left join promoters as earning on earning.shop_id = o.shop_id and earning.share_id = o.share_id
    and earning.state <> 'off'
  where o.shop_id = $1 and o.order_id = any($2) and o.share_id is not null
    and coalesce(given.promoter_id, earning.promoter_id) is not null`)

/** A promoter and fen that she was given and has kept, will be given, or is refused. */
interface EarningRow extends PromoterRow {
  readonly paid: number
  readonly due: number
  readonly refused: number
  readonly reason: string | null
}

/** Newest first, with what each has earned. */
export async function listPromoters(db: Database, shopId: string): Promise<Promoter[]> {
  const rows = await all(db, [shopId])
  return rows.map((row) => ({
    ...toPromoter(row),
    commissions: {
      paid: fen(row.paid),
      due: fen(row.due),
      refused: fen(row.refused),
      ...(row.reason && { reason: row.reason }),
    },
  }))
}

const all = statement<EarningRow>(`
  select promoters.*, earned.paid - coalesce(back.amount, 0) as paid, earned.due, earned.refused,
    earned.reason
  from promoters, lateral (
    select coalesce(sum(amount) filter (where state = 'paid'), 0)::bigint as paid,
      coalesce(sum(amount) filter (where state = 'due'), 0)::bigint as due,
      coalesce(sum(amount) filter (where state = 'refused'), 0)::bigint as refused,
      (array_agg(problem order by payment_id desc) filter (where state = 'refused'))[1] as reason
    from commissions where commissions.shop_id = promoters.shop_id
      and commissions.promoter_id = promoters.promoter_id) as earned,
  lateral (
    select sum(amount)::bigint as amount from commission_returns as came
    where came.shop_id = promoters.shop_id and came.promoter_id = promoters.promoter_id
      and came.state = 'returned') as back
  where promoters.shop_id = $1 order by promoter_id desc limit 1000`)

export async function confirmPromoter(
  db: Database,
  { shop_id, promoter_id }: PromoterRow,
): Promise<PromoterRow | undefined> {
  return (await confirm(db, [shop_id, promoter_id]))[0]
}

const confirm = statement<PromoterRow>(`
  update promoters set state = 'on' where shop_id = $1 and promoter_id = $2 and state <> 'off'
  returning *`)

/** Puts her off, unless something that she is given is under way or waits for another try; a person is forgotten with it. */
export async function putOff(
  tx: Tx,
  { shop_id, promoter_id }: PromoterRow,
): Promise<PromoterRow | undefined> {
  // Whoever writes down just now what she is given goes first: it is read after this.
  await lock(tx, [shop_id, promoter_id])
  return (await off(tx, [shop_id, promoter_id]))[0]
}

const lock = statement('select from promoters where shop_id = $1 and promoter_id = $2 for update')

const off = statement<PromoterRow>(`
  update promoters set state = 'off',
    account = case when kind = 'person' then null else account end,
    account_end = case when kind = 'person' then null else account_end end
  where shop_id = $1 and promoter_id = $2 and not exists (
    select from commissions where commissions.shop_id = $1
      and commissions.promoter_id = $2 and commissions.state in ('due', 'refused'))
  returning *`)

export function toPromoter(row: PromoterRow): Promoter {
  return {
    id: row.promoter_id,
    kind: row.kind as ShareReceiver['kind'],
    ...(row.account_end && { accountEnd: row.account_end }),
    share: row.share_id,
    permille: row.permille,
    ...(row.above_id &&
      row.above_permille && {
        above: { promoter: row.above_id, permille: row.above_permille },
      }),
    state: row.state as PromoterState,
    createdAt: row.created_at.toISOString(),
  }
}
