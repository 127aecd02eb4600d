import type { Money, PurchaseLine } from '@xiaopu/domain'
import type { Api } from '../apis.ts'
import { defineCall } from '../call.ts'
import { demand, longOf, textOf } from '../demand.ts'
import { addressParam, cargoParams, type Destination, type Flow } from '../order-params.ts'
import { readCreated } from '../read-created.ts'
import { CreateAnswer } from '../wire/trade.ts'

const namespace = 'com.alibaba.trade'
const mostLines = 200

interface Common {
  /** All of one supplier. */
  readonly lines: readonly PurchaseLine[]
  readonly to: Destination
  /** Read by the supplier; 500 characters. */
  readonly note?: string
  /** As the preview's `tradeTypes` name it; the platform chooses where none is named. */
  readonly tradeType?: string
}

export interface NumberedInput extends Common {
  /** Our number. What a second create under it does is not documented: ask for it first. */
  readonly outOrderId: string
  readonly flow: Flow
  /** A coupon of the supplier's shop, as the preview names it. */
  readonly promotionId?: string
}

/** What was sold to whom at which price; recorded by the platform, no more. */
export interface OuterOrder {
  readonly orderId: string
  readonly phone?: string
  readonly offers: readonly {
    readonly offerId: string
    readonly specId?: string
    readonly price: Money
    readonly quantity: number
  }[]
}

export interface DistributionInput extends NumberedInput {
  /** Our sales channel by the platform's list. */
  readonly channel: string
  /** The shop as it was registered; with it the lines name their listings. */
  readonly shopId?: string
  readonly outer?: OuterOrder
}

const noteOf = (note: string | undefined): string | undefined =>
  note === undefined || note === '' ? undefined : textOf('note', note, 500)

const numbered = (input: NumberedInput) => ({
  flow: input.flow,
  outOrderId: textOf('outOrderId', input.outOrderId, 64),
  addressParam: addressParam(input.to),
  message: noteOf(input.note),
  tradeType: input.tradeType,
  shopPromotionId: input.promotionId,
})

/** Prices in fen. Source: `outerOrderInfo` as a live client sends it `[code]`. */
const outerOrder = (outer: OuterOrder | undefined) =>
  outer && {
    mediaOrderId: outer.orderId,
    phone: outer.phone,
    offers: outer.offers.map((offer, index) => ({
      id: longOf(`outer.offers[${index}].offerId`, offer.offerId),
      specId: offer.specId,
      price: offer.price.amount,
      num: offer.quantity,
    })),
  }

const distribution = {
  namespace,
  name: 'alibaba.trade.fenxiaoOrder.create',
  kind: 'write',
} as const

/** Source: `[web]`, as a live client sends it `[code]`. `outOrderId` is assumed from the other creates. */
export const placeDistribution = defineCall({
  ...(distribution satisfies Api),
  about: 'Buys lines of one supplier at the distribution price.',
  envelope: 'bare',
  certainty: ['web', 'code'],
  params: (input: DistributionInput) => ({
    ...numbered(input),
    cargoParamList: cargoParams(
      input.lines,
      mostLines,
      input.shopId === undefined ? undefined : { channel: input.channel, shopId: input.shopId },
    ),
    outerOrderInfo: outerOrder(input.outer),
    isvBizTypePD: false,
  }),
  answer: CreateAnswer,
  read: (answer) => readCreated(distribution, answer),
})

export interface FastInput extends NumberedInput {
  readonly channel?: string
  readonly instanceId?: string
  readonly settlementRecord?: string
  readonly outer?: OuterOrder
  /** Use what the account has in vouchers; the platform does unless told not to. */
  readonly redEnvelope?: boolean
}

const fast = { namespace, name: 'alibaba.trade.fastCreateOrder', kind: 'write' } as const

/** Source: `alibaba.trade.fastCreateOrder` `[doc]`: no preview needed, the best price is taken. */
export const placeFast = defineCall({
  ...(fast satisfies Api),
  about: 'Buys lines of one supplier in any flow.',
  envelope: 'bare',
  certainty: ['doc'],
  params: (input: FastInput) => {
    demand(
      input.flow !== 'proxy' || input.settlementRecord !== undefined,
      'settlementRecord',
      'needed for flow proxy',
    )
    return {
      ...numbered(input),
      cargoParamList: cargoParams(input.lines, mostLines),
      fenxiaoChannel: input.channel,
      instanceId: input.instanceId,
      proxySettleRecordId: input.settlementRecord,
      outerOrderInfo: outerOrder(input.outer),
      useRedEnvelope: input.redEnvelope === undefined ? undefined : input.redEnvelope ? 'y' : 'n',
    }
  },
  answer: CreateAnswer,
  read: (answer) => readCreated(fast, answer),
})

export interface CrossInput extends NumberedInput {
  readonly channel?: string
  /** `cross` unless the account manager said otherwise. */
  readonly business?: 'cross' | 'cross_daigou' | 'cross_distribution'
}

const cross = { namespace, name: 'alibaba.trade.createCrossOrder', kind: 'write' } as const

/** Source: `alibaba.trade.createCrossOrder` `[doc]`: at most 50 Skus. */
export const placeCross = defineCall({
  ...(cross satisfies Api),
  about: 'Buys lines of one supplier for a buyer outside China.',
  envelope: 'bare',
  certainty: ['doc'],
  params: (input: CrossInput) => ({
    ...numbered(input),
    cargoParamList: cargoParams(input.lines, 50),
    fenxiaoChannel: input.channel,
    isvBizType: input.business ?? 'cross',
  }),
  answer: CreateAnswer,
  read: (answer) => readCreated(cross, answer),
})

export interface MediaInput extends Common {
  readonly outer: OuterOrder
  readonly channelPrice?: boolean
}

const media = { namespace, name: 'alibaba.trade.createOrder4CybMedia', kind: 'write' } as const

/** CPS price-plus media (厂货通) `[code]`. It knows no number of ours: never repeat it unasked. */
export const placeMedia = defineCall({
  ...(media satisfies Api),
  about: 'Buys lines of one supplier for a price-plus media account.',
  envelope: 'bare',
  certainty: ['code'],
  params: (input: MediaInput) => ({
    addressParam: addressParam(input.to),
    cargoParamList: cargoParams(input.lines, mostLines),
    message: noteOf(input.note),
    outerOrderInfo: outerOrder(input.outer),
    tradeType: input.tradeType,
    useChannelPrice: input.channelPrice,
  }),
  answer: CreateAnswer,
  read: (answer) => readCreated(media, answer),
})
