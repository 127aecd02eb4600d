import type { PlatformLine } from '@xiaopu/domain'
import type { Api } from '../apis.ts'
import { defineCall } from '../call.ts'
import { addressParam, cargoParams, type Destination, type Flow } from '../order-params.ts'
import { readPreview } from '../read-preview.ts'
import { PreviewAnswer } from '../wire/trade.ts'

export interface PreviewInput {
  /** All of one supplier. */
  readonly lines: readonly PlatformLine[]
  readonly to: Destination
  /** The platform compares prices and answers the best flow where none is named. */
  readonly flow?: Flow
  readonly outOrderId?: string
  /** Of a group buy, as its detail names it. */
  readonly instanceId?: string
  /** Of flow `proxy`. */
  readonly settlementRecord?: string
}

const mostLines = 200

const params = (input: PreviewInput) => ({
  flow: input.flow,
  addressParam: addressParam(input.to),
  cargoParamList: cargoParams(input.lines, mostLines),
  outOrderId: input.outOrderId,
  instanceId: input.instanceId,
  proxySettleRecordId: input.settlementRecord,
})

// A preview costs nothing, so what refuses it without a known code is a rule, not a doubt.
const common = { kind: 'read', otherwise: 'rule' } as const

const general = {
  ...common,
  namespace: 'com.alibaba.trade',
  name: 'alibaba.createOrder.preview',
} satisfies Api

/** Source: `alibaba.createOrder.preview` `[doc]`. Its groups say themselves what they refuse. */
export const preview = defineCall({
  ...general,
  about: 'What buying these lines of one supplier would cost, and whether it can be bought.',
  envelope: 'bare',
  certainty: ['doc'],
  params,
  answer: PreviewAnswer,
  read: (answer, { lines }) => readPreview(general, answer, lines),
})

const distribution = {
  ...common,
  namespace: 'com.alibaba.fenxiao',
  name: 'alibaba.trade.createFenxiaoOrder.preview',
} satisfies Api

/** The name is known `[web]`, its fields are not: the general preview's are taken `[sbx]`. */
export const previewDistribution = defineCall({
  ...distribution,
  about: 'The same for a distribution order alone.',
  envelope: 'bare',
  certainty: ['web', 'sbx'],
  params,
  answer: PreviewAnswer,
  read: (answer, { lines }) => readPreview(distribution, answer, lines),
})

const media = {
  ...common,
  namespace: 'com.alibaba.trade',
  name: 'alibaba.createOrder.preview4CybMedia',
} satisfies Api

export interface MediaPreviewInput {
  readonly lines: readonly PlatformLine[]
  readonly to: Destination
  /** At the price agreed for our channel. */
  readonly channelPrice?: boolean
}

/** CPS price-plus media (厂货通) `[code]`; the answer is read as the general preview's. */
export const previewMedia = defineCall({
  ...media,
  about: 'The same for an order of a price-plus media account.',
  envelope: 'bare',
  certainty: ['code'],
  params: ({ lines, to, channelPrice }: MediaPreviewInput) => ({
    addressParam: addressParam(to),
    cargoParamList: cargoParams(lines, mostLines),
    useChannelPrice: channelPrice,
  }),
  answer: PreviewAnswer,
  read: (answer, { lines }) => readPreview(media, answer, lines),
})
