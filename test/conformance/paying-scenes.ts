import { type callGroups, calls } from '@xiaopu/alibaba'
import { home } from '../suites/platform-stage.ts'
import { bag, type Hands } from './hands.ts'
import { isDone, isSome, type Scene } from './scene.ts'

type Groups = typeof callGroups
type Paying = Groups['payments'] & Groups['parcels'] & Groups['messages']

const isUrl = ({ url }: { readonly url: string }): boolean => URL.canParse(url)

const twoUnpaid = async (hands: Hands) => ({
  platformOrderIds: [await hands.unpaid(), await hands.unpaid()],
})

const twoCross = async (hands: Hands) => ({
  platformOrderIds: [await crossOrder(hands), await crossOrder(hands)],
})

const all = { from: '2026-01-01T00:00:00.000Z', quantity: 20 }

async function crossOrder(hands: Hands): Promise<string> {
  const { orders } = await hands.api.run(calls.placeCross, {
    lines: [bag(10)],
    to: home,
    flow: 'general',
    outOrderId: hands.number(),
  })
  return orders[0]?.platformOrderId ?? ''
}

/** Two messages that nobody took in, given up by the platform. */
async function giveUp(hands: Hands): Promise<void> {
  hands.stage.hear(false)
  await hands.paid()
  await hands.later(3600)
  hands.stage.hear(true)
}

/** A scene for every call of payments, parcels and messages, by its name. */
export const payingScenes: { readonly [Name in keyof Paying]: Scene<Name> } = {
  payWays: {
    input: async (hands) => ({ platformOrderId: await hands.unpaid() }),
    holds: ({ total, channels, payBy }) =>
      total.amount === 2589 + 601 && isSome(channels) && payBy !== undefined,
  },
  cashierUrl: { input: twoUnpaid, holds: isUrl },
  groupCashierUrl: {
    input: async (hands) => ({ ...(await twoUnpaid(hands)), device: 'phone' }),
    holds: isUrl,
  },
  creditUrl: {
    input: async (hands) => {
      await hands.stage.control('/members', { memberId: hands.member, creditFen: 10_000_000 })
      return twoUnpaid(hands)
    },
    holds: isUrl,
  },
  crossBorderUrl: { input: twoCross, holds: isUrl },
  payAgreements: {
    input: () => ({}),
    holds: (all) => all.some(({ channel, open }) => channel === 'alipay' && open),
  },
  preparePay: {
    input: async (hands) => ({ platformOrderId: await hands.unpaid(), channel: 'alipay' }),
    holds: ({ paid }) => paid,
  },
  protocolPay: {
    input: async (hands) => ({ platformOrderId: await hands.unpaid() }),
    holds: ({ paid }) => paid,
  },
  parcels: {
    input: async (hands) => ({ platformOrderId: await hands.shipped() }),
    holds: ([parcel]) => parcel !== undefined && parcel.number !== '' && isSome(parcel.entries),
  },
  trails: {
    input: async (hands) => {
      const platformOrderId = await hands.shipped()
      await hands.stage.deliver(platformOrderId)
      return { platformOrderId }
    },
    holds: ([told]) => told !== undefined && told.trail.length > 1,
  },
  carriers: { input: () => ({}), holds: isSome },
  returnCarriers: { input: () => ({}), holds: isSome },
  takeMissed: {
    input: async (hands) => {
      await giveUp(hands)
      return all
    },
    holds: isSome,
  },
  missed: {
    input: async (hands) => {
      await giveUp(hands)
      return { ...all, page: 1 }
    },
    holds: ({ messages, total }) => isSome(messages) && total === messages.length,
  },
  confirmMessages: { input: () => ({ messageIds: ['9007199254741993'] }), holds: isDone },
}
