import { type callGroups, calls } from '@xiaopu/alibaba'
import { fen } from '@xiaopu/domain'
import { cup, type Hands, offerIds } from './hands.ts'
import { isDone, isSome, type Scene } from './scene.ts'

type GoodsStatus = Parameters<typeof calls.refundReasons.params>[0]['goods']
type Refunding = (typeof callGroups)['refunds']

const price = 2589
const freight = 601

/** The smallest picture that a JPEG reader takes. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)

/** A claim on a whole order, for a reason that asks for no picture. */
export async function claimOn(
  hands: Hands,
  platformOrderId: string,
  {
    goods = 'not_shipped',
    returnGoods = false,
  }: { goods?: GoodsStatus; returnGoods?: boolean } = {},
) {
  const entryIds = await hands.entryIds(platformOrderId)
  const question = { platformOrderId, entryIds, goods }
  const reasons = await hands.api.run(calls.refundReasons, question)
  const reason = reasons.find(({ needsEvidence }) => !needsEvidence)
  return {
    ...question,
    returnGoods,
    askedGoods: fen(price),
    askedFreight: fen(goods === 'not_shipped' ? freight : 0),
    reasonId: reason?.id ?? '0',
    description: '不想要了',
  }
}

/** A claim that waits for its supplier. */
export async function asked(hands: Hands): Promise<string> {
  const claim = await claimOn(hands, await hands.paid())
  const { refundId } = await hands.api.run(calls.askRefund, claim)
  return refundId
}

/** A claim on goods that have come and go back, which the supplier has agreed to. */
export async function toReturn(hands: Hands): Promise<string> {
  const platformOrderId = await hands.shipped()
  await hands.stage.deliver(platformOrderId)
  const claim = await claimOn(hands, platformOrderId, { goods: 'received', returnGoods: true })
  const { refundId } = await hands.api.run(calls.askRefund, claim)
  await hands.answer(refundId, 'agree')
  return refundId
}

/** A scene for every call of refunds, by its name. */
export const refundScenes: { readonly [Name in keyof Refunding]: Scene<Name> } = {
  refundReasons: {
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      return {
        platformOrderId,
        entryIds: await hands.entryIds(platformOrderId),
        goods: 'not_shipped',
      }
    },
    holds: isSome,
  },
  mostRefund: {
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      const entries = await hands.entriesOf(platformOrderId)
      return { platformOrderId, entries, goods: 'not_shipped' }
    },
    holds: ({ mostGoods, mostFreight }) =>
      mostGoods.amount === price && mostFreight.amount === freight,
  },
  uploadVoucher: { input: () => ({ jpeg }), holds: (url) => URL.canParse(url) },
  askRefund: {
    input: async (hands) => claimOn(hands, await hands.paid()),
    holds: ({ refundId }) => refundId.startsWith('TQ'),
  },
  changeRefund: {
    input: async (hands) => {
      const platformOrderId = await hands.shipped()
      const claim = await claimOn(hands, platformOrderId, { goods: 'on_the_way' })
      const { refundId } = await hands.api.run(calls.askRefund, claim)
      await hands.answer(refundId, 'reject')
      return { ...claim, refundId, askedGoods: fen(price - 1000), description: '少退一点' }
    },
    holds: isDone,
  },
  withdrawRefund: {
    input: async (hands) => ({ refundId: await asked(hands) }),
    holds: isDone,
  },
  returnGoods: {
    input: async (hands) => ({
      refundId: await toReturn(hands),
      carrierCode: (await hands.api.run(calls.returnCarriers, {}))[0]?.code ?? '',
      number: '773112345678901',
    }),
    holds: isDone,
  },
  refund: {
    input: async (hands) => ({ refundId: await asked(hands) }),
    holds: ({ state, askedGoods, afterSale }) =>
      state === 'asked' && askedGoods.amount === price && !afterSale,
  },
  refunds: {
    input: async (hands) => {
      const refundId = await asked(hands)
      const { platformOrderId } = await hands.api.run(calls.refund, { refundId })
      return { platformOrderId, page: 0, pageSize: 20 }
    },
    holds: ({ refunds, total }) => total === 1 && refunds[0]?.state === 'asked',
  },
  orderRefunds: {
    input: async (hands) => {
      const refundId = await asked(hands)
      const { platformOrderId } = await hands.api.run(calls.refund, { refundId })
      return { platformOrderId, state: 'active' }
    },
    holds: ([refund]) => refund?.state === 'asked',
  },
  returnAddresses: {
    input: async (hands) => ({ platformOrderId: await hands.paid([cup()]) }),
    holds: ([address]) => address?.address !== '' && address?.offerId === offerIds.cup,
  },
}
