import { type Money, ShopError, subtract } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import type { Api } from './apis.ts'
import { type ErrorClass, errorClasses } from './error-class.ts'
import { refusal } from './faults.ts'
import type { CreateAnswer } from './wire/trade.ts'
import { fromFen } from './yuan.ts'

export interface CreatedOrder {
  readonly platformOrderId: string
  /** Absent where the answer does not tell the money: read the order. */
  readonly goods?: Money
  readonly freight?: Money
}

/** Goods that did not get into any order. */
export interface FailedLine {
  readonly offerId?: string
  readonly specId?: string
  readonly code: string
  readonly class: ErrorClass
}

export interface Created {
  /** One, or several where the platform split it; never empty. */
  readonly orders: readonly CreatedOrder[]
  /** Not empty on a partial failure: the orders lack these. */
  readonly failed: readonly FailedLine[]
  /** Only of orders that are paid at the end of a period. */
  readonly accountPeriod?: {
    /** 1 monthly, 3 every two months, 6 every three months, 5 by receipt. */
    readonly type: number
    /** A day of the month, or days after receipt. */
    readonly date: number
    readonly overdueTimes: number
  }
}

type Result = NonNullable<CreateAnswer['result']>

/**
 * The orders that came of a create. A present `orderId` is trusted whatever `success` says: official
 * samples show `"success":false` next to a valid one `[doc]`.
 *
 * @throws ShopError of the refusal's class where there is no order; Absurd where it is said to exist
 */
export function readCreated(api: Api, answer: CreateAnswer): Created {
  const { result } = answer
  const orders = result ? ordersIn(result) : []
  const failed = result ? failedIn(api, result) : []
  if (orders.length === 0) {
    const [first] = result?.failedOfferList ?? []
    const split = result?.orderList.find((order) => order.success === false)
    if (first) throw refusal(api, first)
    if (split) throw refusal(api, { code: split.resultCode, message: split.message })
    if (answer.success === true && result?.success !== false) throw new Absurd('result.orderId')
    throw refusal(api, result?.success === false ? result : answer)
  }
  const period = result?.accountPeriod
  return {
    orders,
    failed,
    ...(period?.tapType !== undefined && {
      accountPeriod: {
        type: period.tapType,
        date: period.tapDate ?? 0,
        overdueTimes: period.tapOverdue ?? 0,
      },
    }),
  }
}

function ordersIn({ orderId, totalSuccessAmount, postFee, orderList }: Result): CreatedOrder[] {
  if (orderId) return [toOrder(orderId, totalSuccessAmount, postFee)]
  return orderList.flatMap((order) =>
    order.orderId ? [toOrder(order.orderId, order.orderAmmount, order.postFee)] : [],
  )
}

type Fen = string | number | undefined

function toOrder(platformOrderId: string, paid: Fen, postFee: Fen): CreatedOrder {
  const total = fromFen(paid)
  const freight = fromFen(postFee)
  if (!total || !freight) return { platformOrderId }
  const goods = subtract(total, freight)
  // An order exists but what it costs makes no sense: it must be read before it is paid.
  if (goods.amount < 0 || freight.amount < 0) return { platformOrderId }
  return { platformOrderId, goods, freight }
}

function failedIn(api: Api, result: Result): FailedLine[] {
  const lines = result.failedOfferList.map(({ offerId, specId, errorCode, errorMessage }) => ({
    ...(offerId && { offerId }),
    ...(specId && { specId }),
    ...classified(api, errorCode, errorMessage),
  }))
  const orders = result.orderList
    .filter((order) => !order.orderId)
    .map((order) => classified(api, order.resultCode, order.message))
  return [...lines, ...orders]
}

function classified(api: Api, code: string | undefined, message: string | undefined) {
  const { detail } = refusal(api, { code, message })
  const found = errorClasses.find((each) => each === detail.class)
  if (!found) throw new ShopError('INTERNAL', { api: api.name })
  return { code: code ?? '', class: found }
}
