import type { MyOrdersNow } from '@xiaopu/client/my-orders'
import type { ShopView } from '@xiaopu/domain'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useEffect, useState } from '../render/index.ts'
import { isHere, orderPage } from '../shop/order-page.ts'
import type { Failure, Loaded } from '../shop/read.ts'
import { ordersLink } from './link.ts'
import { OrderRow, RowBones } from './order-row.tsx'
import type { OrdersTexts } from './texts.ts'

interface ListProps {
  readonly mine: MyOrdersNow
  readonly about: Loaded<ShopView>
  /** Why an order could not be read. */
  readonly failure: Failure | undefined
  readonly texts: OrdersTexts
  /** ms since 1970 */
  readonly now: number
  readonly retry: () => void
  readonly more: () => void
  readonly onOpen: (order: string, event: MouseEvent) => void
}

export function OrderList(props: ListProps) {
  const { mine, about, texts, now, retry, more, onOpen } = props
  const failure = props.failure || (about.status === 'failed' ? about.failure : undefined)
  const { orders, loading } = mine
  const t = texts.orders
  const url = about.status === 'ready' ? about.value.url : undefined
  const elsewhere = url && !isHere(url) ? ordersLink(url) : undefined
  if (orders.length === 0) return <NoOrders {...props} {...{ failure, url, elsewhere }} />
  return (
    <div aria-busy={loading || undefined}>
      <Waiting loading={loading} texts={texts} />
      {failure && (
        <div class="bar">
          <FailureNotice failure={failure} texts={texts} retry={retry} />
          {orders.some(({ gist }) => gist) && <p class="hint">{t.stale}</p>}
        </div>
      )}
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <OrderRow
              {...{ order, texts, now, loading }}
              href={url && orderPage(url, order.id, order.token)}
              onOpen={(event) => onOpen(order.id, event)}
            />
          </li>
        ))}
      </ul>
      {mine.more > 0 && (
        <button type="button" part="more" class="plain more" onClick={more}>
          {t.more(mine.more)}
        </button>
      )}
      <p class="hint">{elsewhere ? t.partly : t.hint}</p>
      {elsewhere && (
        <p class="hint">
          <a part="all" href={elsewhere} target="_top">
            {t.elsewhere}
          </a>
        </p>
      )}
    </div>
  )
}

/** Before anything is known of this device. Servers draw it, and say what will be listed. */
export function ListBones({ texts }: { texts: OrdersTexts }) {
  return (
    <div aria-busy="true">
      <p class="off-screen" role="status">
        {texts.status.loading}
      </p>
      <ul>
        {[0, 1].map((index) => (
          <li key={index}>
            <RowBones />
          </li>
        ))}
      </ul>
      <p class="hint">{texts.orders.hint}</p>
    </div>
  )
}

function NoOrders(
  props: ListProps & { readonly url: string | undefined; readonly elsewhere: string | undefined },
) {
  const { mine, failure, texts, retry, url, elsewhere } = props
  const t = texts.orders
  if (failure) return <FailureNotice failure={failure} texts={texts} retry={retry} />
  if (!url) return <ListBones texts={texts} />
  const [text, hint] = mine.isKeeping
    ? [t.empty, elsewhere ? t.partly : t.hint]
    : [t.refused, t.instead]
  const link = elsewhere ? { label: t.elsewhere, href: elsewhere } : { label: t.visit, href: url }
  return <Notice text={text} hint={hint} link={link} />
}

/** After how many ms a person is told that it takes long. */
const slowAfter = 3000

function Waiting({ loading, texts: { status } }: Pick<ListProps, 'texts'> & { loading: boolean }) {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!loading) return undefined
    const timer = setTimeout(() => setSlow(true), slowAfter)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [loading])
  return (
    <p class={loading && slow ? 'hint wait' : 'off-screen'} role="status">
      {loading && (slow ? status.slow : status.loading)}
    </p>
  )
}
