import * as v from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longOf, textOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { Done } from '../wire/envelope.ts'
import { ListingAnswer } from '../wire/relations.ts'
import { Flag, Text } from '../wire/scalars.ts'
import { absentOffer } from './offers.ts'

const fenxiao = 'com.alibaba.fenxiao'
const product = 'com.alibaba.product'

/**
 * What exists already is as good as new: whoever tells it again may ignore the class `duplicate`.
 * No code is documented for it.
 */
const told = {
  codes: absentOffer.codes,
  texts: [
    [/已(?:经)?存在|重复|already|exist(?:s|ed)/i, 'duplicate' satisfies CodeMeaning],
    ...absentOffer.texts,
  ],
} as const

const channels = [
  'thyny',
  'tm',
  'taote',
  'c2m',
  'jingdong',
  'pinduoduo',
  'weixin',
  'kuajing',
  'kuaishou',
  'youzan',
  'douyin',
  'siku',
  'meituan',
  'xiaohongshu',
  'dangdang',
  'suning',
  'davdian',
  'xingyun',
  'miya',
  'boluo',
  'kuaituantuan',
  'other',
] as const
/** Where a shop sells, by the platform's list `[doc]`; a later one may be any text. */
export type SalesChannel = (typeof channels)[number] | (string & {})

const longestCode = 128

export interface OutShop {
  /** Our own id of the shop. */
  readonly shopId: string
  readonly channel: SalesChannel
}

const shopParams = ({ shopId, channel }: OutShop) => ({
  outShopCode: textOf('shopId', shopId, longestCode),
  channel: textOf('channel', channel, 32),
})

/** Source: `alibaba.fenxiao.buyer.outshop.add` `[code]`. */
export const addShop = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.buyer.outshop.add',
  kind: 'tell',
  about: 'Tells the platform of a shop of ours, before its listings.',
  envelope: 'flat',
  certainty: ['code'],
  ...told,
  params: shopParams,
  answer: Done,
  read: () => undefined,
})

export interface OutListing extends OutShop {
  readonly offerId: string
  /** Our own id of the listing. */
  readonly listingId: string
}

const listingParams = (listing: OutListing) => ({
  offerId: longOf('offerId', listing.offerId),
  outItemCode: textOf('listingId', listing.listingId, longestCode),
  ...shopParams(listing),
})

/**
 * How a listing is sold, for the platform's distribution tools. The names are known `[web]`, what is
 * inside them is not: they go as they are.
 */
export interface ListingTerms {
  /** In stock or pre-sale, and the promised hours. */
  readonly time?: object
  /** Priced by formula, fixed or by hand. */
  readonly price?: object
  /** Postage as on 1688, or regions of our own. */
  readonly post?: object
  /** Returns, compensation, warranty. */
  readonly reverseService?: object
}

/** Source: `alibaba.fenxiao.buyer.outproduct.relation.add` `[code]`, its terms `[web]`. */
export const addListing = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.buyer.outproduct.relation.add',
  kind: 'tell',
  about: 'Tells the platform that a listing of ours sells an offer; orders may name it then.',
  envelope: 'flat',
  certainty: ['code', 'web'],
  ...told,
  params: ({ terms, ...listing }: OutListing & { readonly terms?: ListingTerms }) => ({
    ...listingParams(listing),
    distributionTime: terms?.time,
    distributionPrice: terms?.price,
    distributionPost: terms?.post,
    distributionReverseService: terms?.reverseService,
  }),
  answer: Done,
  read: () => undefined,
})

/** Source: `alibaba.fenxiao.buyer.outproduct.relation.get`: `data:"true"` `[code]`, more is not known. */
export const isListed = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.buyer.outproduct.relation.get',
  kind: 'read',
  about: 'Whether the platform knows a listing of ours.',
  envelope: 'flat',
  certainty: ['code'],
  ...absentOffer,
  params: listingParams,
  answer: ListingAnswer,
  read: ({ data }): boolean => {
    const flag = v.safeParse(Flag, data)
    if (flag.success) return flag.output
    if (data === undefined) throw new Absurd('data')
    return data !== null
  },
})

/** Source: `alibaba.fenxiao.buyer.outproduct.relation.delete` `[code]`. */
export const removeListing = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.buyer.outproduct.relation.delete',
  kind: 'tell',
  about: 'Takes back that a listing of ours sells an offer.',
  envelope: 'flat',
  certainty: ['code'],
  ...absentOffer,
  params: listingParams,
  answer: Done,
  read: () => undefined,
})

/** Source: `alibaba.fenxiao.relationadd` `[doc]`; that `saleproxy` orders need it is derived `[infer]`. */
export const addSupplier = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.relationadd',
  kind: 'tell',
  about: 'Makes the account a distributor of the supplier of an offer.',
  envelope: 'nested',
  certainty: ['doc', 'infer'],
  ...told,
  params: ({ offerId }: { readonly offerId: string }) => ({ offerId: longOf('offerId', offerId) }),
  answer: Done,
  read: () => undefined,
})

const followParams = ({ offerId }: { readonly offerId: string }) => ({
  productId: longOf('offerId', offerId),
})

/** Source: `alibaba.product.follow` `[doc][code]`. */
export const follow = defineCall({
  namespace: product,
  name: 'alibaba.product.follow',
  kind: 'tell',
  about: "Asks to be pushed an offer's stock, price and state.",
  envelope: 'numeric',
  certainty: ['doc', 'code'],
  ...told,
  params: followParams,
  answer: v.looseObject({ code: Text }),
  read: () => undefined,
})

/** Source: `alibaba.product.unfollow.crossborder` `[code]`. */
export const unfollow = defineCall({
  namespace: product,
  name: 'alibaba.product.unfollow.crossborder',
  kind: 'tell',
  about: 'Ends the pushes about an offer.',
  envelope: 'numeric',
  certainty: ['code'],
  ...absentOffer,
  params: followParams,
  answer: v.looseObject({ code: Text }),
  read: () => undefined,
})
