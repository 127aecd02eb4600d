import {
  isShopError,
  type Money,
  type Purchase,
  type PurchaseRequest,
  ShopError,
} from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import { nonsense } from './faults.ts'
import { findPurchase } from './find-order.ts'
import { sameLines, usualFlow } from './order-params.ts'
import type { Platform1688 } from './platform-1688.ts'
import type { CreatedOrder } from './read-created.ts'
import { readPurchase } from './read-order.ts'

export interface Placed {
  readonly platformOrderId: string
  readonly goods: Money
  readonly freight: Money
}

const create = calls.placeDistribution
const longestNote = 500

/**
 * Buys lines of one supplier once, however often it is called with the same `outOrderId`. What the
 * platform answers to a repeated number is not documented, so we ask for the number first.
 *
 * @throws ShopError PLATFORM_IN_DOUBT when the outcome is unknown: ask `findPurchase`
 */
export async function placeOrder(
  platform: Platform1688,
  request: PurchaseRequest,
): Promise<Placed> {
  const known = await findPurchase(platform, request.outOrderId)
  if (known) return adopt(known, request)
  try {
    const { orders, failed } = await platform.api.run(create, inputOf(platform, request))
    const [order, ...others] = orders
    // Split into several orders: more than one number to follow, so a person must look.
    if (!order || others.length > 0) throw nonsense(create, 'result.orderList')
    // An order that lacks a line is not what was asked for, but it exists.
    if (failed.length > 0) throw nonsense(create, 'result.failedOfferList')
    return await withMoney(platform, order)
  } catch (error) {
    if (!isShopError(error) || error.detail.class !== 'duplicate') throw error
    const earlier = await findPurchase(platform, request.outOrderId)
    if (!earlier) throw nonsense(create, 'result.orderId', error)
    return adopt(earlier, request)
  }
}

function inputOf({ channel }: Platform1688, request: PurchaseRequest) {
  const { outOrderId, lines, address: to, shopId, note } = request
  return {
    outOrderId,
    lines,
    to,
    channel,
    flow: usualFlow,
    ...(shopId !== undefined && { shopId }),
    ...(note && { note: note.slice(0, longestNote) }),
  }
}

/** Where the answer lacks the money, the order itself knows. */
async function withMoney(platform: Platform1688, order: CreatedOrder): Promise<Placed> {
  const { platformOrderId, goods, freight } = order
  if (goods && freight) return { platformOrderId, goods, freight }
  const purchase = await readPurchase(platform, platformOrderId).catch((cause: unknown) => {
    throw nonsense(create, 'result.totalSuccessAmount', cause)
  })
  return { platformOrderId, goods: purchase.goods, freight: purchase.freight }
}

/** An order of the same goods under our number is ours; one of other goods must never be paid. */
function adopt(purchase: Purchase, request: PurchaseRequest): Placed {
  if (!sameLines(purchase.lines, request.lines)) {
    throw new ShopError('PLATFORM_REFUSED', {
      api: create.name,
      class: 'duplicate',
      platformCode: 'DUPLICATE_OUT_ORDER_ID',
    })
  }
  const { platformOrderId, goods, freight } = purchase
  return { platformOrderId, goods, freight }
}
