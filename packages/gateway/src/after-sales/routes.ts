import { afterSales } from '@xiaopu/api'
import type { AfterSaleView } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { decidePurchase } from '../fulfilment/decide-purchase.ts'
import type { Mount } from '../http/mount.ts'
import type { Turn } from '../http/turn.ts'
import { hashToken, openOrder } from '../orders/order-token.ts'
import { orderView } from '../orders/order-view.ts'
import type { OwnOrder } from '../orders/orders.ts'
import { readSellerOrder } from '../orders/seller-order.ts'
import { recordRefund } from '../payments/record-refund.ts'
import { refundBySeller } from '../payments/refund-by-seller.ts'
import { type AfterSaleRow, afterSaleView, listAfterSaleRows } from './after-sales.ts'
import {
  answerAfterSale,
  disputeAfterSale,
  receiveAgain,
  shipBack,
  withdrawAfterSale,
} from './answer-after-sale.ts'
import { openAfterSale } from './open-after-sale.ts'

export function afterSaleRoutes(mount: Mount, deps: Deps): void {
  /** Runs for who holds the order's token, and answers the order as it then is. */
  const asBuyer = async (
    { shop, params, orderToken, turn }: AskedByBuyer,
    act: (own: Own) => Promise<unknown>,
  ) => {
    const { shopId } = shop
    await act({ shopId, orderId: params.order, tokenHash: hashToken(orderToken), turn })
    return orderView(await openOrder(deps.db, shopId, params.order, orderToken))
  }

  mount(afterSales.openAfterSale, (asked) =>
    asBuyer(asked, (own) => openAfterSale(deps, own, asked.body)),
  )
  mount(afterSales.withdrawAfterSale, (asked) =>
    asBuyer(asked, (own) =>
      withdrawAfterSale(deps, { ...own, afterSaleId: asked.params.afterSale }),
    ),
  )
  mount(afterSales.shipBack, (asked) =>
    asBuyer(asked, (own) =>
      shipBack(deps, { ...own, afterSaleId: asked.params.afterSale }, asked.body),
    ),
  )
  mount(afterSales.receiveExchange, (asked) =>
    asBuyer(asked, (own) => receiveAgain(deps, { ...own, afterSaleId: asked.params.afterSale })),
  )
  mount(afterSales.disputeAfterSale, (asked) =>
    asBuyer(asked, (own) =>
      disputeAfterSale(deps, { ...own, afterSaleId: asked.params.afterSale }, asked.body.note),
    ),
  )
  sellerRoutes(mount, deps)
}

interface AskedByBuyer {
  readonly shop: { readonly shopId: string }
  readonly params: { readonly order: string }
  readonly orderToken: string
  readonly turn: Turn
}

type Own = Required<OwnOrder> & Pick<AskedByBuyer, 'turn'>

function sellerRoutes(mount: Mount, deps: Deps): void {
  mount(afterSales.listAfterSales, async ({ shop, query }) => {
    const limit = query?.limit ?? 20
    const rows = await listAfterSaleRows(deps.db, shop.shopId, {
      state: query?.state,
      before: query?.cursor,
      limit: limit + 1,
    })
    const last = rows[limit - 1]
    return {
      items: rows.slice(0, limit).map(view),
      ...(rows.length > limit && last && { next: last.after_sale_id }),
    }
  })
  mount(afterSales.answerAfterSale, async ({ shop, params, body, turn }) => {
    const asked = { shopId: shop.shopId, afterSaleId: params.afterSale, turn }
    return view(await answerAfterSale(deps, asked, body))
  })
  mount(afterSales.refundOrder, async ({ shop, params, body, turn }) => {
    await refundBySeller(deps, { shopId: shop.shopId, orderId: params.order, turn }, body)
    return readSellerOrder(deps, shop.shopId, params.order)
  })
  mount(afterSales.recordRefund, async ({ shop, actor, params, body, turn }) => {
    await recordRefund(deps, { shopId: shop.shopId, orderId: params.order, actor, turn }, body)
    return readSellerOrder(deps, shop.shopId, params.order)
  })
  mount(afterSales.decidePurchase, async ({ shop, params, body, turn }) => {
    const asked = { shopId: shop.shopId, supplierOrderId: params.purchase, turn }
    await decidePurchase(deps, { ...asked, orderId: params.order }, body.decision)
    return readSellerOrder(deps, shop.shopId, params.order)
  })
}

function view(row: AfterSaleRow): AfterSaleView {
  return afterSaleView(row, row.order_id)
}
