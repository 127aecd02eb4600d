import type { Region } from '@xiaopu/domain'
import type { InferOutput } from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { demand, textOf } from '../demand.ts'
import {
  AreaAnswer,
  type AreaNode,
  OneAreaAnswer,
  OverseasAnswer,
  ParseAnswer,
  ReceiveAddressAnswer,
} from '../wire/address.ts'

const namespace = 'com.alibaba.trade'

/** What the platform could read in a text; all of it may be missing. */
export interface PlaceFound {
  /** Names of province, city, district, from the outside in. */
  readonly places: readonly string[]
  /** GB/T 2260 code of the innermost place named. */
  readonly regionCode?: string
  readonly street?: string
  readonly name?: string
  readonly phone?: string
}

/** A text that names no place is refused by some answers: for us it is a place still to be said. */
export const readAddress = defineCall({
  namespace,
  name: 'alibaba.trade.addresscode.parse',
  kind: 'read',
  about: 'Reads region codes, street and perhaps a person out of an address text.',
  envelope: 'bare',
  certainty: ['doc'],
  params: ({ text }: { readonly text: string }) => ({ addressInfo: textOf('text', text, 1_000) }),
  answer: ParseAnswer,
  read: ({ result: found }): PlaceFound => ({
    places: names(found?.addressCodeText),
    ...(found?.addressCode && { regionCode: found.addressCode }),
    ...(found?.address && { street: found.address }),
    ...(found?.fullName && { name: found.fullName }),
    ...((found?.mobile ?? found?.phone) && { phone: found.mobile ?? found.phone ?? '' }),
  }),
})

/** `四川省 成都市 武侯区`. */
const names = (text: string | undefined): string[] =>
  (text ?? '').split(/\s+/).filter((name) => name !== '')

/** No code is documented for a region that is not there. */
const absentRegion = {
  codes: { '404': 'absent' },
  texts: [[/NOT_?EXISTS?$|NOT_?FOUND$/i, 'absent']],
} as const

const areaCode = (field: string, code: string): string => {
  demand(/^\d{2,12}$/.test(code), field, 'the digits of a region code')
  return code
}

export const region = defineCall({
  namespace,
  name: 'alibaba.trade.addresscode.get',
  kind: 'read',
  about: 'A region by its code.',
  envelope: 'silent',
  certainty: ['code'],
  ...absentRegion,
  params: ({ code }: { readonly code: string }) => ({
    areaCode: areaCode('code', code),
    webSite: '1688',
  }),
  answer: OneAreaAnswer,
  read: ({ result }, { code }): Region => {
    if (!result) throw new Absurd('result')
    if (Number(result.code) !== Number(code)) throw new Absurd('result.code')
    return toRegion(result)
  },
})

export const regions = defineCall({
  namespace,
  name: 'alibaba.trade.addresscode.getchild',
  kind: 'read',
  about: 'The regions inside a region; provinces where no code is given.',
  envelope: 'silent',
  certainty: ['code'],
  ...absentRegion,
  params: ({ parentCode }: { readonly parentCode?: string }) => ({
    areaCode: parentCode && areaCode('parentCode', parentCode),
    webSite: '1688',
  }),
  answer: AreaAnswer,
  read: ({ result }): Region[] => result.map(toRegion),
})

const toRegion = ({ code, name, children }: InferOutput<typeof AreaNode>): Region => ({
  code,
  name,
  // Where the answer does not list them: GB/T 2260 ends in 00 above the districts.
  hasChildren: children ? children.length > 0 : code.endsWith('00'),
})

export interface OverseasPlace {
  readonly country: string
  readonly province: string
  readonly city: string
  readonly area?: string
}

export const readOverseasAddress = defineCall({
  namespace,
  name: 'trade.address.parseText',
  kind: 'read',
  about: 'The platform’s code of a place outside China, for cross-border orders.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { PARAM_CAN_NOT_BE_NULL: 'address' },
  otherwise: 'address',
  params: (place: OverseasPlace) => ({
    param: {
      country: textOf('country', place.country, 100),
      province: textOf('province', place.province, 100),
      city: textOf('city', place.city, 100),
      area: place.area && textOf('area', place.area, 100),
    },
  }),
  answer: OverseasAnswer,
  // The sample's code is 18 digits: beyond what a double holds.
  read: ({ data }): { readonly addressCode: string } => {
    if (!data) throw new Absurd('data')
    return { addressCode: data.addressCode }
  },
})

export interface SavedAddress {
  /** What an order may name instead of an address. */
  readonly addressId: string
  readonly places: readonly string[]
  readonly regionCode?: string
  readonly street?: string
  readonly name?: string
  readonly phone?: string
  readonly isDefault: boolean
}

export const receiveAddresses = defineCall({
  namespace,
  name: 'alibaba.trade.receiveAddress.get',
  kind: 'read',
  about: 'Addresses that the account has saved.',
  envelope: 'flat',
  certainty: ['doc'],
  params: (_: Record<never, never>) => ({}),
  answer: ReceiveAddressAnswer,
  read: ({ result }): SavedAddress[] =>
    (result?.receiveAddressItems ?? []).map((item) => ({
      addressId: item.id,
      places: [...names(item.addressCodeText), ...(item.townName ? [item.townName] : [])],
      ...(item.addressCode && { regionCode: item.addressCode }),
      ...(item.address && { street: item.address }),
      ...(item.fullName && { name: item.fullName }),
      ...((item.mobilePhone || item.phone) && { phone: item.mobilePhone || item.phone || '' }),
      isDefault: item.isDefault ?? false,
    })),
})
