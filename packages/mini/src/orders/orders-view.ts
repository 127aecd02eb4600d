import type { MyOrder, MyOrdersNow, OrderGist } from '@xiaopu/client/my-orders'
import { formatMoney, type OrderState, ShopError } from '@xiaopu/domain'
import { failureView, type NoticeView } from '../notice/words.ts'
import { moment } from '../order/moment.ts'
import type { ShopTexts } from '../shop/texts.ts'

/** An order at a glance. As tall before it is known as afterwards. */
interface OrderRow {
  readonly id: string
  readonly at: string
  /** What nobody waits for any more is said more quietly. */
  readonly state: string
  readonly isOver: boolean
  readonly title: string
  readonly imageUrl: string
  readonly count: string
  readonly total: string
  /** Nothing is known of it: it is being read, or could not be. */
  readonly waits: boolean
  readonly unread: string
}

/** What this program ordered, and what stands above and below it. */
export interface OrdersView {
  readonly rows: readonly OrderRow[]
  readonly loading: string
  readonly failure: NoticeView | null
  /** Beside a failure: what is shown may be old. */
  readonly stale: string
  readonly more: string
  readonly hint: string
  readonly empty: NoticeView | null
}

/**
 * @param at - ms since 1970
 * @param leads - the program has a shop's page to go to where there are no orders
 */
export function ordersView(
  now: MyOrdersNow,
  at: number,
  texts: ShopTexts,
  leads: boolean,
): OrdersView {
  const { orders, more, loading, error } = now
  const { orders: t, mini, status } = texts
  const failure = error && !loading ? listFailure(error, texts) : null
  return {
    rows: orders.map((order) => rowOf(order, at, loading, texts)),
    loading: loading ? status.loading : '',
    failure,
    stale: failure && orders.some(({ gist }) => gist) ? t.stale : '',
    more: more > 0 ? t.more(more) : '',
    hint: orders.length > 0 ? mini.ordersHint : '',
    empty: orders.length > 0 ? null : noOrders(now, texts, leads),
  }
}

function noOrders({ isKeeping }: MyOrdersNow, texts: ShopTexts, leads: boolean): NoticeView {
  const { orders: t, mini } = texts
  return isKeeping
    ? { text: t.empty, hint: mini.ordersHint, action: leads ? t.visit : '' }
    : { text: mini.ordersRefused, hint: mini.ordersInstead, action: '' }
}

/** What is not there is no listing here: somebody between answered. */
function listFailure(error: ShopError, texts: ShopTexts): NoticeView {
  return failureView(error.code === 'NOT_FOUND' ? new ShopError('INTERNAL') : error, texts)
}

function rowOf(
  { id, at, gist }: MyOrder,
  now: number,
  loading: boolean,
  texts: ShopTexts,
): OrderRow {
  return {
    id,
    at: dayOf(at, now),
    state: gist ? stateOf(gist, texts) : '',
    isOver: gist !== undefined && over.includes(gist.state),
    title: gist?.title ?? '',
    imageUrl: gist?.imageUrl ?? '',
    count: gist ? texts.orders.count(gist.lines, gist.pieces) : '',
    total: gist ? formatMoney(gist.total) : '',
    waits: !gist && loading,
    unread: gist || loading ? '' : texts.orders.unread,
  }
}

const over: readonly OrderState[] = ['completed', 'closed']

const stateOf = ({ state, note }: OrderGist, { orders, orderStates }: ShopTexts): string =>
  [orderStates[state], note && orders.notes[note]].filter(Boolean).join(' · ')

/** `11-24 14:05`, of another year `2025-11-24`; by the phone's clock. */
function dayOf(at: number, now: number): string {
  const year = new Date(at).getFullYear()
  const said = moment(new Date(at).toISOString())
  return year === new Date(now).getFullYear() ? said : `${year}-${said.slice(0, 5)}`
}
