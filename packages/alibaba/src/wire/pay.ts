import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** `alibaba.trade.payWay.query`: `resultList` is one object. */
export const PayWaysAnswer = v.object({
  ...flat,
  resultList: v.object({
    orderId: maybe(Digits),
    /** Fen. */
    payFee: Amount,
    /** Text in China time. */
    timeout: maybe(Text),
    channels: rows(v.object({ code: maybe(Count), name: maybe(Text) })),
  }),
})

/** Links to a cashier; which orders it leaves out has two names. */
export const PayUrlAnswer = v.object({
  ...flat,
  payUrl: maybe(Text),
  payFailureOrderList: maybe(v.array(Digits)),
  cantPayOrderList: maybe(v.array(Digits)),
})

/** `alibaba.trade.pay.protocolPay.isopen`: flags are texts. */
export const AgreementsAnswer = v.object({
  ...flat,
  result: v.object({
    paymentAgreements: rows(
      v.object({
        payChannel: maybe(Text),
        signedStatus: maybe(Flag),
        bindingStatus: maybe(Flag),
        signUrl: maybe(Text),
        agreementNo: maybe(Text),
      }),
    ),
  }),
})

const Payment = v.object({ ...flat, paySuccess: maybe(Flag), payChannel: maybe(Text) })

/** `preparePay`: documented nested, seen to fail flat. */
export const PayAnswer = v.object({
  ...flat,
  result: maybe(v.object({ ...flat, paySuccess: maybe(Flag), result: maybe(Payment) })),
})
