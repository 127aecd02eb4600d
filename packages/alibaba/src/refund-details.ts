import { fen, type Money, type PurchaseRefund, type PurchaseRefundState } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { fromPlatformDate } from './dates.ts'
import type { RefundModel } from './wire/refund.ts'
import { fromFen } from './yuan.ts'

export interface RefundStep {
  readonly at?: string
  readonly by: 'buyer' | 'supplier' | 'platform' | 'unknown'
  readonly from?: string
  readonly to?: string
  /** The platform's words. */
  readonly text: string
}

/** A claim with everything that the platform tells of it and somebody may need. */
export interface RefundDetails extends PurchaseRefund {
  readonly entryIds: readonly string[]
  /** The goods go back. */
  readonly returnsGoods: boolean
  readonly refusals: number
  readonly returnParcel?: { readonly carrier?: string; readonly number: string }
  readonly steps: readonly RefundStep[]
}

const states: Readonly<Record<string, PurchaseRefundState>> = {
  waitselleragree: 'asked',
  waitbuyermodify: 'refused',
  waitbuyersend: 'to_return',
  waitsellerreceive: 'returning',
  refundsuccess: 'refunded',
  refundclose: 'closed',
}

/** The same words stand in upper case with underscores on items: `WAIT_SELLER_AGREE`, `REFUND_CLOSED`. */
export function refundState(word: string | undefined): PurchaseRefundState {
  const key = (word ?? '')
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/closed$/, 'close')
  return (Object.hasOwn(states, key) ? states[key] : undefined) ?? 'unknown'
}

/** 1 buyer, 2 supplier, 4 platform. Source: samples of `OpQueryOrderRefund` `[doc]`. */
const roles: Readonly<Record<number, RefundStep['by']>> = {
  1: 'buyer',
  2: 'supplier',
  4: 'platform',
}

/** @throws Absurd where it says what cannot be */
export function toRefund(model: RefundModel, path: string): RefundDetails {
  const state = refundState(model.status)
  const amount = (name: keyof RefundModel, told: string | number | undefined): Money => {
    const money = fromFen(told ?? 0)
    if (!money || money.amount < 0) throw new Absurd(`${path}.${name}`)
    return money
  }
  const isOver = state === 'refunded'
  const askedGoods = amount('applyPayment', model.applyPayment)
  const refundedGoods = isOver ? amount('refundPayment', model.refundPayment) : fen(0)
  return {
    refundId: model.refundId,
    platformOrderId: model.orderId,
    state,
    rawState: model.status,
    afterSale: model.disputeType === 2,
    askedGoods,
    askedFreight: amount('applyCarriage', model.applyCarriage),
    refundedGoods,
    refundedFreight: isOver ? amount('refundCarriage', model.refundCarriage) : fen(0),
    ...wordsOf(model),
    ...timesOf(model),
    ...(model.sellerReceiveAddress && {
      returnTo: {
        address: model.sellerReceiveAddress,
        ...some('name', model.sellerRealName),
        ...some('phone', model.sellerMobile || model.sellerTel),
      },
    }),
    entryIds: model.orderEntryIdList ?? Object.keys(model.orderEntryCountMap ?? {}),
    returnsGoods: model.refundGoods ?? model.isRefundGoods ?? false,
    refusals: model.rejectTimes ?? 0,
    ...(model.freightBill && {
      returnParcel: { number: model.freightBill, ...some('carrier', model.buyerLogisticsName) },
    }),
    steps: stepsOf(model),
  }
}

function some<Name extends string>(name: Name, text: string | undefined): { [N in Name]?: string } {
  return (text ? { [name]: text } : {}) as { [N in Name]?: string }
}

const wordsOf = (model: RefundModel) => ({
  ...some('reason', model.applyReason),
  ...some('refusal', model.rejectReason),
})

const timesOf = (model: RefundModel) => ({
  ...some('askedAt', fromPlatformDate(model.gmtApply)),
  ...some('changedAt', fromPlatformDate(model.gmtModified)),
  ...some('overAt', fromPlatformDate(model.gmtCompleted)),
  ...some('dueAt', fromPlatformDate(model.gmtTimeOut)),
})

const stepsOf = ({ refundOperationList: list = [] }: RefundModel): RefundStep[] =>
  list.map((step) => ({
    ...some('at', fromPlatformDate(step.gmtCreate)),
    by: roles[step.operatorRoleId ?? 0] ?? 'unknown',
    ...some('from', step.beforeOperateStatus),
    ...some('to', step.afterOperateStatus),
    text: step.operateRemark ?? step.discription ?? '',
  }))
