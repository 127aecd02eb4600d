import type { Money } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { fromPlatformDate } from '../dates.ts'
import { longOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { Done } from '../wire/envelope.ts'
import { AgreementsAnswer, PayAnswer, PayWaysAnswer } from '../wire/pay.ts'
import { fromFen } from '../yuan.ts'

const namespace = 'com.alibaba.trade'

export interface PayWays {
  /** What is to be paid now. */
  readonly total: Money
  readonly payBy?: string
  /** Numbers by the platform's list: 1 Alipay, 3 credit, 4 bank, 7 account period, 16 and 20 cross-border … */
  readonly channels: readonly { readonly code: number; readonly name: string }[]
}

/** Source: `alibaba.trade.payWay.query` `[doc]`; for the main account of the buyer only. */
export const payWays = defineCall({
  namespace,
  name: 'alibaba.trade.payWay.query',
  kind: 'read',
  about: 'How an unpaid order can be paid, how much, and until when.',
  envelope: 'flat',
  certainty: ['doc'],
  codes: { '500_1': 'rule', '500_2': 'rule' },
  params: ({ platformOrderId }: { readonly platformOrderId: string }) => ({
    orderId: String(longOf('platformOrderId', platformOrderId)),
  }),
  answer: PayWaysAnswer,
  read: ({ resultList: told }, { platformOrderId }): PayWays => {
    if (told.orderId && BigInt(told.orderId) !== BigInt(platformOrderId)) {
      throw new Absurd('resultList.orderId')
    }
    const total = fromFen(told.payFee)
    if (!total || total.amount < 0) throw new Absurd('resultList.payFee')
    const payBy = fromPlatformDate(told.timeout)
    return {
      total,
      ...(payBy && { payBy }),
      channels: told.channels.flatMap(({ code, name = '' }) =>
        code === undefined ? [] : [{ code, name }],
      ),
    }
  },
})

export interface PayAgreement {
  readonly channel: 'alipay' | 'credit' | 'unknown'
  /** Both conditions hold, so that money can be taken without a person. */
  readonly open: boolean
  /** Where the account's owner can sign. */
  readonly signUrl?: string
}

const channelOf: Readonly<Record<string, PayAgreement['channel']>> = {
  ALIPAY: 'alipay',
  SHEGOU: 'credit',
}

/** Source: `alibaba.trade.pay.protocolPay.isopen` `[doc]`: signed and bound must both be true. */
export const payAgreements = defineCall({
  namespace,
  name: 'alibaba.trade.pay.protocolPay.isopen',
  kind: 'read',
  about: 'Whether the account may be charged without a person.',
  envelope: 'nested',
  certainty: ['doc', 'code'],
  params: (_: Record<never, never>) => ({}),
  answer: AgreementsAnswer,
  read: ({ result }): PayAgreement[] =>
    result.paymentAgreements.map(({ payChannel = '', signedStatus, bindingStatus, signUrl }) => ({
      channel: channelOf[payChannel.toUpperCase()] ?? 'unknown',
      open: signedStatus === true && bindingStatus === true,
      ...(signUrl && { signUrl }),
    })),
})

export interface PreparedPayment {
  readonly platformOrderId: string
  /** Credit first, then Alipay, where none is named. */
  readonly channel?: 'alipay' | 'credit'
  /** What we mean to pay; the platform refuses another amount. */
  readonly total?: Money
  readonly requestId?: string
}

export interface PaymentResult {
  /** `false` may be wrong after a time-out on the platform's side `[doc]`: read the order. */
  readonly paid: boolean
  /** The platform's word, with which it was paid. */
  readonly channel?: string
  /** Why not; its codes are not documented. */
  readonly platformCode?: string
}

/**
 * Source: `alibaba.trade.pay.protocolPay.preparePay` `[doc]`, seen to fail flat `[live]`. "Error codes
 * are not detailed", and no is not sure: an answer that is no clear yes is `paid: false`, never a throw.
 */
export const preparePay = defineCall({
  namespace,
  name: 'alibaba.trade.pay.protocolPay.preparePay',
  kind: 'write',
  about: 'Pays an order from the account by its withholding agreement; three tries at the most.',
  envelope: 'bare',
  certainty: ['doc', 'live'],
  params: ({ platformOrderId, channel, total, requestId }: PreparedPayment) => ({
    // JSON inside the parameter: the id must be bare digits of any length.
    tradeWithholdPreparePayParam: {
      orderId: longOf('platformOrderId', platformOrderId),
      ...(channel && { payChannel: channel === 'credit' ? 'shegou' : 'alipay' }),
      ...(total && { payAmount: total.amount }),
      ...(requestId && { opRequestId: requestId }),
    },
  }),
  answer: PayAnswer,
  read: ({ result, ...outer }): PaymentResult => {
    const paid = (result?.result?.paySuccess || result?.paySuccess) ?? false
    const channel = result?.result?.payChannel
    const code = result?.code ?? outer.code ?? outer.errorCode
    return {
      paid,
      ...(paid && channel && { channel }),
      ...(!paid && code && { platformCode: code }),
    }
  },
})

const unpayable: CodeMeaning = 'in_doubt'

/** The older call `[code]`; a refusal tells no reason, so the order must be read. */
export const protocolPay = defineCall({
  namespace,
  name: 'alibaba.trade.pay.protocolPay',
  kind: 'write',
  about: 'Pays an order from the account, the older way.',
  envelope: 'flat',
  certainty: ['code'],
  codes: { '500': unpayable },
  params: ({ platformOrderId }: { readonly platformOrderId: string }) => ({
    orderId: longOf('platformOrderId', platformOrderId),
  }),
  answer: Done,
  read: (): { readonly paid: true } => ({ paid: true }),
})
