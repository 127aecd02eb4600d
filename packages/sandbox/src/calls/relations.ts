import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param } from '../door/api.ts'
import { codeMessage, nested, numeric } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import type { Relation, World } from '../world/world.ts'
import { offerOf } from './find-offer.ts'
import { noOffer, wrongChannel } from './possible-codes.ts'

const namespace = 'com.alibaba.fenxiao'
const listingParams: readonly Param[] = [
  { name: 'offerId', type: 'Long', required: true },
  { name: 'outItemCode', type: 'String', required: true },
  { name: 'outShopCode', type: 'String', required: true },
  { name: 'channel', type: 'String', required: true },
  { name: 'distributionTime', type: 'Object' },
  { name: 'distributionPrice', type: 'Object' },
  { name: 'distributionPost', type: 'Object' },
  { name: 'distributionReverseService', type: 'Object' },
]

/** What a buyer account declares about its shops, listings and suppliers (reference §3.7). */
export const relations = [
  api({
    namespace,
    name: 'alibaba.fenxiao.buyer.outshop.add',
    params: [
      { name: 'outShopCode', type: 'String', required: true },
      { name: 'channel', type: 'String', required: true },
    ],
    codes: [wrongChannel],
    fail: codeMessage,
    handle: ({ world, member, params }) => {
      const row = { outShopCode: params.text('outShopCode') ?? '', channel: channelOf(params) }
      const id = shopKey(member.memberId, row)
      world.relations.put(id, { memberId: member.memberId, kind: 'shop', ...row })
      return { success: true, data: 'true' }
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.buyer.outproduct.relation.add',
    params: listingParams,
    codes: [
      noOffer,
      wrongChannel,
      { code: 'SHOP_NOT_EXIST', kind: 'missing', when: 'the shop was never registered' },
    ],
    fail: codeMessage,
    handle: (call) => {
      const { world, member, params } = call
      offerOf(world, params.digits('offerId'))
      const row = listingOf(call)
      if (!world.relations.get(shopKey(member.memberId, row))) {
        throw new BusinessError('SHOP_NOT_EXIST', `店铺${row.outShopCode}未登记`)
      }
      const terms = termsOf(params)
      world.relations.put(listingKey(row), { ...row, ...(terms && { terms }) })
      return { success: true, data: 'true' }
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.buyer.outproduct.relation.get',
    params: listingParams,
    codes: [wrongChannel],
    fail: codeMessage,
    handle: (call) => {
      const known = call.world.relations.get(listingKey(listingOf(call)))
      // What was said when it was added comes back beside `data` [sbx].
      return { success: true, data: String(known !== undefined), ...known?.terms }
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.buyer.outproduct.relation.delete',
    params: listingParams,
    codes: [wrongChannel],
    fail: codeMessage,
    handle: (call) => {
      call.world.relations.remove(listingKey(listingOf(call)))
      return { success: true, data: 'true' }
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.relationadd',
    params: [{ name: 'offerId', type: 'Long', required: true }],
    codes: [noOffer],
    fail: nested,
    handle: ({ world, member, params }) => {
      const { supplier } = offerOf(world, params.digits('offerId'))
      world.relations.put(`supplier/${member.memberId}/${supplier.memberId}`, {
        memberId: member.memberId,
        kind: 'supplier',
        supplierMemberId: supplier.memberId,
      })
      return { result: { success: true, code: '200', message: '', result: true } }
    },
  }),
  ...['alibaba.product.follow', 'alibaba.product.follow.crossborder'].map((name) =>
    followApi(name, (world, id, row) => world.relations.put(id, row)),
  ),
  ...['alibaba.product.unfollow', 'alibaba.product.unfollow.crossborder'].map((name) =>
    followApi(name, (world, id) => world.relations.remove(id)),
  ),
]

/** Following an offer opens its stock, price and product topics. */
function followApi(name: string, apply: (world: World, id: string, row: Relation) => void) {
  return api({
    namespace: 'com.alibaba.product',
    name,
    params: [{ name: 'productId', type: 'Long', required: true }],
    codes: [noOffer],
    fail: numeric,
    handle: ({ world, member, params }) => {
      const { offerId } = offerOf(world, params.digits('productId'))
      const id = `follow/${member.memberId}/${offerId}`
      apply(world, id, { memberId: member.memberId, kind: 'follow', offerId })
      return { code: 0, message: 'success' }
    },
  })
}

/** Channels of reference §3.7; anything else is refused. */
const CHANNELS = new Set(
  'thyny tm taote c2m jingdong pinduoduo weixin kuajing kuaishou youzan douyin siku meituan xiaohongshu dangdang suning davdian xingyun miya boluo kuaituantuan other'.split(
    ' ',
  ),
)

function channelOf(params: Fields): string {
  const channel = params.text('channel') ?? ''
  if (!CHANNELS.has(channel)) throw new BusinessError('CHANNEL_INVALID', `渠道${channel}不存在`)
  return channel
}

const TERMS = [
  'distributionTime',
  'distributionPrice',
  'distributionPost',
  'distributionReverseService',
]

/** The objects that describe how a listing is sold, as they were sent. */
function termsOf(params: Fields): JsonObject | undefined {
  const said = TERMS.flatMap((name) => {
    const object = params.object(name)
    return object ? [[name, object] as const] : []
  })
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

interface Listing extends Relation {
  readonly outShopCode: string
  readonly outItemCode: string
  readonly channel: string
  readonly offerId: number
}

function listingOf({ member, params }: Call): Listing {
  return {
    memberId: member.memberId,
    kind: 'listing',
    offerId: Number(params.digits('offerId')),
    outItemCode: params.text('outItemCode') ?? '',
    outShopCode: params.text('outShopCode') ?? '',
    channel: channelOf(params),
  }
}

const shopKey = (memberId: string, shop: { outShopCode: string; channel: string }): string =>
  `shop/${memberId}/${shop.channel}/${shop.outShopCode}`

const listingKey = (row: Listing): string =>
  `listing/${row.memberId}/${row.channel}/${row.outShopCode}/${row.outItemCode}/${row.offerId}`

/** Whether a listing was registered for what a create names. */
export function isListed(
  world: World,
  memberId: string,
  line: {
    readonly offerId: string
    readonly channel: string
    readonly outShopCode: string
    readonly outItemCode: string
  },
): boolean {
  const row: Listing = { ...line, offerId: Number(line.offerId), memberId, kind: 'listing' }
  return world.relations.get(listingKey(row)) !== undefined
}
