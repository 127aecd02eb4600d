import { type Channel, fen, type ReportRow } from '@xiaopu/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Deps } from '../deps.ts'

export interface Report {
  readonly total: ReportRow
  readonly channels: ReportRow[]
  readonly shares: ReportRow[]
}

interface Span {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** `share` for one share, `channel` for all of a channel (none: without a share), `total` for everything. */
type Level = 'share' | 'channel' | 'total'

interface Visits {
  readonly level: Level
  readonly share_id: string | null
  readonly channel: string | null
  readonly visits: number
  readonly visitors: number
}

interface Sales {
  readonly level: Level
  readonly share_id: string | null
  readonly channel: string | null
  readonly orders: number
  readonly revenue: number
  readonly cost: number
}

/** Visits, orders and what they earned: per share, per channel and altogether. Two statements. */
export async function readReport(deps: Deps, shopId: string, span: Span): Promise<Report> {
  const [visits, sales, shares] = await Promise.all([
    readVisits(deps, shopId, span),
    readSales(deps, shopId, span),
    readShareNames(deps, shopId),
  ])
  const row = (level: Level, is: (row: Visits | Sales) => boolean): ReportRow => {
    const seen = visits.find((each) => each.level === level && is(each))
    const sold = sales.find((each) => each.level === level && is(each))
    const revenue = sold?.revenue ?? 0
    const cost = sold?.cost ?? 0
    return {
      visits: seen?.visits ?? 0,
      visitors: seen?.visitors ?? 0,
      orders: sold?.orders ?? 0,
      revenue: fen(revenue),
      cost: fen(cost),
      profit: fen(revenue - cost),
    }
  }
  const channels = [...new Set([...visits, ...sales].filter(isChannel).map((each) => each.channel))]
  return {
    total: row('total', () => true),
    channels: channels.sort().map((channel) => ({
      ...(channel && { channel: channel as Channel }),
      ...row('channel', (each) => each.channel === channel),
    })),
    shares: shares.map((share) => ({
      share: share.share_id,
      code: share.code,
      ...(share.name && { name: share.name }),
      channel: share.channel as Channel,
      ...row('share', (each) => each.share_id === share.share_id),
    })),
  }
}

const isChannel = (row: Visits | Sales) => row.level === 'channel'

async function readShareNames({ db }: Deps, shopId: string) {
  return db
    .selectFrom('shares')
    .select(['share_id', 'code', 'name', 'channel'])
    .where('shop_id', '=', shopId)
    .orderBy('share_id', 'desc')
    .limit(1000)
    .execute()
}

async function readVisits({ db }: Deps, shopId: string, span: Span): Promise<Visits[]> {
  const { rows } = await sql<Visits>`
    select ${level}, visits.share_id, shares.channel,
      count(*)::int as visits, count(distinct visitor)::int as visitors
    from visits join shares using (shop_id, share_id)
    where visits.shop_id = ${shopId} and ${within(sql`visits.at`, span)}
    group by ${levels(sql`visits.share_id`)}`.execute(db)
  return rows
}

/**
 * Orders that were paid, with what came in less what went back, and what they cost: what promoters
 * were given and what 1688 took less what suppliers gave back or will never, by the book, where it was bought; else what the pieces that
 * are still wanted should cost. An order paid back whole is none.
 */
async function readSales({ db }: Deps, shopId: string, span: Span): Promise<Sales[]> {
  const { rows } = await sql<Sales>`
    select ${level}, sold.share_id, shares.channel, count(*)::int as orders,
      sum(total - refunded)::bigint as revenue, sum(cost)::bigint as cost
    from (
      select shop_id, share_id, total,
        (select coalesce(sum(amount), 0) from refunds
          where refunds.shop_id = orders.shop_id and refunds.order_id = orders.order_id
            and state <> 'abnormal' and reason not in ('duplicate_payment', 'late_payment')) as refunded,
        (select coalesce(sum(amount), 0) from ledger_entries as entry
          where entry.shop_id = orders.shop_id and entry.order_id = orders.order_id
            and account in ('goods_cost', 'freight_cost', 'channel_fee', 'commission', 'loss'))
        + (select coalesce(sum(coalesce(actual_goods, expected_goods) + coalesce(actual_freight, expected_freight)
            - case when actual_goods is null then (select coalesce(sum(line.cost * line.dropped), 0)
              from order_lines as line where line.shop_id = unbought.shop_id
                and line.supplier_order_id = unbought.supplier_order_id) else 0 end), 0)
          from supplier_orders as unbought
          where unbought.shop_id = orders.shop_id and unbought.order_id = orders.order_id
            and unbought.paid_at is null
            and unbought.state not in ('rejected', 'cancelled')) as cost
      from orders
      where shop_id = ${shopId} and state not in ('pending_payment', 'closed')
        and ${within(sql`paid_at`, span)}
    ) as sold left join shares using (shop_id, share_id)
    where refunded < total
    group by ${levels(sql`sold.share_id`)}`.execute(db)
  return rows
}

const level = sql`case when grouping(shares.channel) = 1 then 'total'
  when grouping(share_id) = 1 then 'channel' else 'share' end as level`

const levels = (share: RawBuilder<unknown>) =>
  sql`grouping sets ((${share}, shares.channel), (shares.channel), ())`

function within(at: RawBuilder<unknown>, { from, to }: Span): RawBuilder<unknown> {
  return sql`${at} >= ${from ?? '-infinity'}::timestamptz and ${at} < ${to ?? 'infinity'}::timestamptz`
}
