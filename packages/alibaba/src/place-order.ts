import {
  type Money,
  type Purchase,
  type PurchaseRequest,
  ShopError,
  subtract,
} from '@xiaopu/domain'
import type { InferOutput } from 'valibot'
import { apis } from './apis.ts'
import { nonsense, refusal } from './faults.ts'
import { findPurchase } from './find-order.ts'
import { addressParam, cargoParam, flow, sameLines } from './order-params.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readPurchase } from './read-order.ts'
import { CreateAnswer } from './wire/trade.ts'
import { fromFen } from './yuan.ts'

export interface Placed {
  readonly platformOrderId: string
  readonly goods: Money
  readonly freight: Money
}

type Created = NonNullable<InferOutput<typeof CreateAnswer>['result']>

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
  const answer = await platform.api.call(apis.create, params(platform, request), CreateAnswer)
  const created = answer.result
  const failed = created?.failedOfferList[0]
  const order = created && only(created)
  if (!order) {
    if (failed) throw refusal(apis.create, failed)
    if (answer.success === true) throw nonsense(apis.create, 'result.orderId')
    if (answer.code !== 'DUPLICATE_OUT_ORDER_ID') throw refusal(apis.create, answer)
    const earlier = await findPurchase(platform, request.outOrderId)
    if (!earlier) throw nonsense(apis.create, 'result.orderId')
    return adopt(earlier, request)
  }
  // An order that lacks a line is not what was asked for, but it exists.
  if (failed) throw nonsense(apis.create, 'result.failedOfferList')
  return withMoney(platform, order)
}

function params({ channel }: Platform1688, request: PurchaseRequest) {
  const { shopId: outShopCode } = request
  return {
    flow,
    outOrderId: request.outOrderId,
    addressParam: addressParam(request.address),
    cargoParamList: request.lines.map((line) => ({
      ...cargoParam(line),
      // The listing as `relate` registered it; the platform refuses halves.
      ...(outShopCode && line.listingId && { channel, outShopCode, outItemCode: line.listingId }),
    })),
    message: request.note?.slice(0, longestNote),
    isvBizTypePD: false,
  }
}

interface CreatedOrder {
  readonly orderId: string
  readonly total: string | number | undefined
  readonly freight: string | number | undefined
}

/** The order that was created. A present `orderId` is trusted whatever `success` says. */
function only(created: Created): CreatedOrder | undefined {
  if (created.orderId) {
    const { orderId, totalSuccessAmount: total, postFee: freight } = created
    return { orderId, total, freight }
  }
  const [first, ...others] = created.orderList.filter((order) => order.orderId)
  // Split into several orders: more than one number to follow, so a person must look.
  if (others.length > 0) throw nonsense(apis.create, 'result.orderList')
  return first?.orderId
    ? { orderId: first.orderId, total: first.orderAmmount, freight: first.postFee }
    : undefined
}

/** Fen. Where the answer lacks the money, the order itself knows. */
async function withMoney(platform: Platform1688, order: CreatedOrder): Promise<Placed> {
  const total = fromFen(order.total)
  const freight = fromFen(order.freight)
  const platformOrderId = order.orderId
  if (total && freight) return { platformOrderId, goods: subtract(total, freight), freight }
  const purchase = await readPurchase(platform, platformOrderId).catch((cause: unknown) => {
    throw nonsense(apis.create, 'result.totalSuccessAmount', cause)
  })
  return { platformOrderId, goods: purchase.goods, freight: purchase.freight }
}

/** An order of the same goods under our number is ours; one of other goods must never be paid. */
function adopt(purchase: Purchase, request: PurchaseRequest): Placed {
  if (!sameLines(purchase.lines, request.lines)) {
    throw new ShopError('PLATFORM_REFUSED', {
      api: apis.create.name,
      platformCode: 'DUPLICATE_OUT_ORDER_ID',
    })
  }
  const { platformOrderId, goods, freight } = purchase
  return { platformOrderId, goods, freight }
}
