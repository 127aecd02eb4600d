import type { callGroups } from '@xiaopu/alibaba'
import { fen } from '@xiaopu/domain'
import { home } from '../suites/platform-stage.ts'
import { bag, cup, type Hands } from './hands.ts'
import { isDone, isSome, type Scene } from './scene.ts'

type Groups = typeof callGroups
type Buying = Groups['addresses'] & Groups['purchases'] & Groups['orders']

const lines = [cup(2), bag()]
/** Two cups at ¥25.89 and a bag at ¥5.07, by the offers of the stage. */
const goods = 2 * 2589 + 507

const hasGoods = (output: { readonly goods: { readonly amount: number } }): boolean =>
  output.goods.amount === goods

/** One order, of which the platform's book says the same. */
const isBooked = async (
  output: {
    readonly orders: readonly {
      readonly platformOrderId: string
      readonly goods?: { amount: number }
    }[]
  },
  hands: Hands,
): Promise<boolean> => {
  const [order] = output.orders
  const booked = (await hands.stage.booked()).find(
    ({ platformOrderId }) => platformOrderId === order?.platformOrderId,
  )
  return output.orders.length === 1 && booked !== undefined && booked.goods === order?.goods?.amount
}

const outer = {
  orderId: '9001',
  phone: home.phone,
  offers: [{ offerId: cup().offerId, specId: String(cup().specId), price: fen(3990), quantity: 2 }],
}

/** A scene for every call of addresses, purchases and orders, by its name. */
export const buyingScenes: { readonly [Name in keyof Buying]: Scene<Name> } = {
  readAddress: {
    input: () => ({ text: '王小明 13812345678 四川省成都市武侯区科华北路62号' }),
    holds: ({ regionCode, places }) => regionCode === '510107' && places[2] === '武侯区',
  },
  readOverseasAddress: {
    input: () => ({ country: 'Казахстан', province: 'Акмолинская область', city: 'Кокшетау' }),
    holds: ({ addressCode }) => /^\d{18}$/.test(addressCode),
  },
  region: { input: () => ({ code: '510100' }), holds: ({ name }) => name === '成都市' },
  regions: {
    input: () => ({ parentCode: '510100' }),
    holds: (all) => all.some(({ code }) => code === '510107'),
  },
  receiveAddresses: { input: () => ({}), holds: isSome },
  preview: {
    input: () => ({ lines, to: home, flow: 'fenxiao' }),
    holds: (output) => hasGoods(output) && output.costs.length === 2,
  },
  previewDistribution: {
    input: () => ({ lines, to: home, flow: 'fenxiao' }),
    holds: hasGoods,
  },
  previewMedia: { input: () => ({ lines, to: home }), holds: ({ goods }) => goods.amount > 0 },
  placeDistribution: {
    input: (hands) => ({
      lines,
      to: home,
      flow: 'fenxiao',
      outOrderId: hands.number(),
      channel: 'other',
      outer,
    }),
    holds: isBooked,
  },
  placeFast: {
    input: (hands) => ({ lines, to: home, flow: 'fenxiao', outOrderId: hands.number() }),
    holds: isBooked,
  },
  placeCross: {
    input: (hands) => ({ lines: [bag(10)], to: home, flow: 'general', outOrderId: hands.number() }),
    holds: isBooked,
  },
  placeMedia: { input: () => ({ lines: [cup(2)], to: home, outer }), holds: isBooked },
  order: {
    input: async (hands) => ({ platformOrderId: await hands.paid(lines) }),
    holds: (order) =>
      order.state === 'paid' &&
      order.goods.amount === goods &&
      order.entries.length === 2 &&
      order.changedAt !== undefined,
  },
  orders: {
    input: async (hands) => ({ platformOrderIds: [await hands.unpaid()], page: 1, pageSize: 50 }),
    holds: ({ orders, total }) => total === 1 && orders[0]?.state === 'unpaid',
  },
  cancelOrder: {
    input: async (hands) => {
      const platformOrderId = await hands.unpaid()
      await hands.later(11)
      return { platformOrderId, reason: 'buyer', remark: '不要了' }
    },
    holds: isDone,
  },
  confirmReceipt: {
    input: async (hands) => {
      const platformOrderId = await hands.shipped()
      return { platformOrderId, entryIds: await hands.entryIds(platformOrderId) }
    },
    holds: isDone,
  },
  redirectOrder: {
    input: async (hands) => ({
      platformOrderId: await hands.paid(),
      to: { ...home, street: '科华北路64号' },
    }),
    holds: isDone,
  },
  deleteOrder: {
    input: async (hands) => ({ platformOrderId: await hands.closed() }),
    holds: isDone,
  },
  urgeOrder: { input: async (hands) => ({ platformOrderId: await hands.paid() }), holds: isDone },
  addMemo: {
    input: async (hands) => ({ platformOrderId: await hands.unpaid(), memo: '急', flag: 'red' }),
    holds: isDone,
  },
  addMessage: {
    input: async (hands) => ({ platformOrderId: await hands.unpaid(), text: '请尽快发货' }),
    holds: isDone,
  },
}
