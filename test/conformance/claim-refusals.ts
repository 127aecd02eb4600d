import { calls } from '@xiaopu/alibaba'
import { fen } from '@xiaopu/domain'
import { nobodysOrder } from './hands.ts'
import { asked, claimOn, toReturn } from './refund-scenes.ts'
import type { Refusal } from './refusal.ts'

const noClaim = 'TQ00000000000000001'
const noClaims: Refusal[] = (
  ['refund', 'withdrawRefund', 'changeRefund', 'returnGoods'] as const
).map((call) => ({
  call,
  class: 'absent',
  when: 'there is no such claim',
  input: async (hands) => ({
    ...(await claimOn(hands, await hands.paid())),
    refundId: noClaim,
    carrierCode: 'ZTO',
    number: '773112345678901',
  }),
}))

const refused: Refusal[] = [
  {
    call: 'askRefund',
    class: 'price',
    when: 'more is asked back than was paid',
    input: async (hands) => ({
      ...(await claimOn(hands, await hands.paid())),
      askedGoods: fen(999_999),
    }),
  },
  {
    call: 'askRefund',
    class: 'rule',
    when: 'a claim on it is open',
    input: async (hands) => {
      const claim = await claimOn(hands, await hands.paid())
      await hands.api.run(calls.askRefund, claim)
      return claim
    },
  },
  {
    call: 'changeRefund',
    class: 'price',
    when: 'more is asked back than was paid',
    input: async (hands) => {
      const claim = await claimOn(hands, await hands.paid())
      const { refundId } = await hands.api.run(calls.askRefund, claim)
      return { ...claim, refundId, askedGoods: fen(999_999) }
    },
  },
  {
    call: 'changeRefund',
    class: 'rule',
    when: 'it is over',
    input: async (hands) => {
      const claim = await claimOn(hands, await hands.paid())
      const { refundId } = await hands.api.run(calls.askRefund, claim)
      await hands.answer(refundId, 'agree')
      return { ...claim, refundId }
    },
  },
  {
    call: 'withdrawRefund',
    class: 'rule',
    when: 'it is over',
    input: async (hands) => {
      const refundId = await asked(hands)
      await hands.answer(refundId, 'agree')
      return { refundId }
    },
  },
  {
    call: 'returnGoods',
    class: 'rule',
    when: 'no carrier has this code',
    input: async (hands) => ({
      refundId: await toReturn(hands),
      carrierCode: 'NOBODY',
      number: '773112345678901',
    }),
  },
  {
    call: 'refundReasons',
    class: 'rule',
    when: 'the goods are not where they are said to be',
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      return { platformOrderId, entryIds: await hands.entryIds(platformOrderId), goods: 'received' }
    },
  },
  {
    call: 'refunds',
    class: 'rule',
    when: 'the period is more than two years ago',
    input: () => ({ asked: { from: '2020-01-01T00:00:00.000Z' }, page: 0, pageSize: 20 }),
  },
  {
    call: 'returnAddresses',
    class: 'absent',
    when: 'it is nobody’s order',
    input: () => ({ platformOrderId: nobodysOrder }),
  },
]

export const claimRefusals: readonly Refusal[] = [...noClaims, ...refused]
