import {
  type Money,
  type PlatformLine,
  type Purchase,
  type PurchaseState,
  ShopError,
  subtract,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { type Api, apis } from './apis.ts'
import { nonsense, refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { TradeAnswer, TradeInfo } from './wire/trade.ts'
import { fromYuan } from './yuan.ts'

/** A purchase as the platform tells it now. @throws ShopError ORDER_NOT_FOUND */
export async function readPurchase(platform: Platform1688, orderId: string): Promise<Purchase> {
  return toPurchase(apis.order, await readTrade(platform, orderId))
}

export async function readTrade({ api }: Platform1688, orderId: string): Promise<TradeInfo> {
  const answer = await api.call(apis.order, { webSite: '1688', orderId }, TradeAnswer)
  // `success` is declared a text here, and a present order outranks it.
  if (!answer.result) {
    throw answer.success === true || isAbsent(answer.errorCode)
      ? new ShopError('ORDER_NOT_FOUND', { api: apis.order.name, platformOrderId: orderId })
      : refusal(apis.order, answer)
  }
  const trade = v.safeParse(TradeInfo, answer.result)
  if (!trade.success) {
    throw nonsense(apis.order, `result.${v.getDotPath(trade.issues[0]) ?? ''}`)
  }
  return trade.output
}

const isAbsent = (code: string | undefined): boolean =>
  code === '404' || /NOT_?EXISTS?$|NOT_?FOUND$/i.test(code ?? '')

/** Money of an order read is yuan, all of it; `totalAmount` includes the freight. */
export function toPurchase(api: Api, trade: TradeInfo): Purchase {
  const { baseInfo } = trade
  const platformOrderId = baseInfo.idOfStr ?? baseInfo.id
  if (!platformOrderId) throw nonsense(api, 'result.baseInfo.idOfStr')
  const freight = yuan(api, baseInfo.shippingFee ?? 0, 'shippingFee')
  return {
    platformOrderId,
    ...(baseInfo.outOrderId && { outOrderId: baseInfo.outOrderId }),
    state: stateOf(trade),
    rawState: baseInfo.status,
    goods: subtract(yuan(api, baseInfo.totalAmount, 'totalAmount'), freight),
    freight,
    lines: trade.productItems.map((item) => toLine(api, item)),
  }
}

function yuan(api: Api, amount: string | number, field: string): Money {
  const money = fromYuan(amount)
  if (!money) throw nonsense(api, `result.baseInfo.${field}`)
  return money
}

export function toLine(api: Api, item: TradeInfo['productItems'][number]): PlatformLine {
  const { quantity } = item
  if (!Number.isInteger(quantity)) throw nonsense(api, 'result.productItems.quantity')
  return { offerId: item.productID, ...(item.specId && { specId: item.specId }), quantity }
}

const states: Readonly<Record<string, PurchaseState>> = {
  waitbuyerpay: 'unpaid',
  waitsellersend: 'paid',
  waitbuyerreceive: 'shipped',
  confirm_goods: 'received',
  success: 'done',
  cancel: 'cancelled',
  terminated: 'cancelled',
}

/** `logisticsStatus` of an item: 2 shipped, 3 received, 5 partly shipped. */
const underway = new Set([2, 3, 5])

/** The platform has no word for "partly shipped": the order still waits while an item is on its way. */
function stateOf({ baseInfo, productItems }: TradeInfo): PurchaseState {
  const state = Object.hasOwn(states, baseInfo.status) ? states[baseInfo.status] : undefined
  if (state !== 'paid') return state ?? 'unknown'
  return productItems.some((item) => underway.has(item.logisticsStatus ?? 1))
    ? 'part_shipped'
    : 'paid'
}
