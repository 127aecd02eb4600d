import type { MyOrder, OrderGist } from '@xiaopu/client/my-orders'
import { formatMoney } from '@xiaopu/domain'
import { moment } from '../order/moment.ts'
import { Picture } from '../picture/picture.tsx'
import type { OrdersTexts } from './texts.ts'

interface RowProps {
  readonly order: MyOrder
  readonly texts: OrdersTexts
  /** ms since 1970 */
  readonly now: number
  /** Being read: what is not known yet is on its way. */
  readonly loading: boolean
  /** The order's page, once the shop is known. */
  readonly href: string | undefined
  readonly onOpen: (event: MouseEvent) => void
}

/** An order at a glance, and the way to its page. As tall before it is known as afterwards. */
export function OrderRow({ order, texts, now, loading, href, onOpen }: RowProps) {
  const { at, gist } = order
  return (
    <a
      class="order"
      part="order"
      data-state={gist?.state}
      href={href}
      target="_top"
      onClick={onOpen}
    >
      <p>
        <time dateTime={new Date(at).toISOString()}>{dayOf(at, now)}</time>
        {gist ? <b part="state">{stateOf(gist, texts)}</b> : loading && <i class="bone" />}
      </p>
      {gist || !loading ? <About gist={gist} texts={texts} /> : <Bones />}
    </a>
  )
}

/** Where what is known of an order will stand. */
export function RowBones() {
  return (
    <div class="order">
      <p>
        <span />
        <i class="bone" />
      </p>
      <Bones />
    </div>
  )
}

function About({ gist, texts }: { gist: OrderGist | undefined; texts: OrdersTexts }) {
  const t = texts.orders
  return (
    <div class="body">
      <div class="thumb">{gist && <Picture url={gist.imageUrl} alt="" texts={texts} />}</div>
      <div class="about">
        {gist ? <h2>{gist.title}</h2> : <p class="unread">{t.unread}</p>}
        {gist && (
          <p>
            {t.count(gist.lines, gist.pieces)}
            <strong>{formatMoney(gist.total)}</strong>
          </p>
        )}
      </div>
    </div>
  )
}

function Bones() {
  return (
    <div class="body">
      <div class="thumb" />
      <div class="about">
        <span class="bone" />
        <span class="bone" />
      </div>
    </div>
  )
}

const stateOf = ({ state, note }: OrderGist, { orders, orderStates }: OrdersTexts): string =>
  [orderStates[state], note && orders.notes[note]].filter(Boolean).join(' · ')

/** `11-24 14:05`, of another year `2025-11-24`; by the device's clock. */
function dayOf(at: number, now: number): string {
  const year = new Date(at).getFullYear()
  const said = moment(new Date(at).toISOString())
  return year === new Date(now).getFullYear() ? said : `${year}-${said.slice(0, 5)}`
}
