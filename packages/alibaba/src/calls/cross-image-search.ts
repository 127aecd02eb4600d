import { defineCall } from '../call.ts'
import { addressOf, demand, pictureOf, textOf } from '../demand.ts'
import type { FoundOffers } from '../found-offer.ts'
import { UploadAnswer } from '../wire/cross.ts'
import { type CrossQuery, cross, crossParams, readCross, searching } from './cross-search.ts'
import { longestKeyword } from './offer-search.ts'

/** Source: `product.image.upload`: `uploadImageParam` `[doc]`; called `uploadParams` elsewhere `[web]`. */
export const uploadImage = defineCall({
  namespace: cross,
  name: 'product.image.upload',
  kind: 'tell',
  deadline: 'upload',
  about: 'Leaves a picture with the platform, to search by its id.',
  envelope: 'nested',
  certainty: ['doc'],
  params: ({ image, memberId }: { readonly image: Uint8Array; readonly memberId?: string }) => ({
    uploadImageParam: {
      imageBase64: pictureOf('image', image),
      ...(memberId && { outMemberId: textOf('memberId', memberId, 64) }),
    },
  }),
  answer: UploadAnswer,
  read: ({ result }): string => result,
})

/** The corners of a part of a picture, in its pixels. */
export interface Region {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface CrossImageQuery extends CrossQuery {
  /** What `uploadImage` answered. */
  readonly imageId?: string
  /** A picture on the platform's own hosts. */
  readonly imageUrl?: string
  readonly region?: Region
  readonly keyword?: string
  readonly itemTitle?: string
}

export interface FoundByImage extends FoundOffers {
  /** The part that was searched, and the parts that show something, as the platform writes them. */
  readonly region?: string
  readonly regions: readonly string[]
}

/** Source: `product.search.imageQuery` `[doc]`; with an address the id is said to be `0` `[known]`. */
export const crossSearchByImage = defineCall({
  ...searching,
  name: 'product.search.imageQuery',
  deadline: 'slow',
  about: 'Offers that look like a picture, with titles in another language.',
  certainty: ['doc', 'known'],
  params: ({ imageId, imageUrl, region, keyword, itemTitle, ...query }: CrossImageQuery) => {
    demand((imageId === undefined) !== (imageUrl === undefined), 'imageId, imageUrl', 'exactly one')
    return {
      offerQueryParam: {
        imageId: imageId === undefined ? '0' : textOf('imageId', imageId, 128),
        ...(imageUrl !== undefined && { imageAddress: addressOf('imageUrl', imageUrl) }),
        ...crossParams(query),
        ...(region && { region: regionOf(region) }),
        ...(keyword && { keyword: textOf('keyword', keyword, longestKeyword) }),
        ...(itemTitle && { itemTitle: textOf('itemTitle', itemTitle, 500) }),
      },
    }
  },
  read: (answer): FoundByImage => {
    const parts = answer.result.picRegionInfo
    return {
      ...readCross(answer),
      ...(parts?.currentRegion && { region: parts.currentRegion }),
      regions: (parts?.yoloCropRegion ?? '').split(';').filter((part) => part !== ''),
    }
  },
})

/** `x1,x2,y1,y2`. */
function regionOf({ left, right, top, bottom }: Region): string {
  const sides = [left, right, top, bottom]
  demand(
    sides.every((side) => Number.isSafeInteger(side) && side >= 0),
    'region',
    'whole pixels',
  )
  demand(left < right && top < bottom, 'region', 'left of right and top above bottom')
  return sides.join(',')
}
