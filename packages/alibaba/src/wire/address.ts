import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** `alibaba.trade.addresscode.parse`: only what could be read is present. */
export const ParseAnswer = v.object({
  ...flat,
  result: maybe(
    v.object({
      address: maybe(Text),
      addressCode: maybe(Digits),
      /** Names of province, city and district, separated by spaces. */
      addressCodeText: maybe(Text),
      fullName: maybe(Text),
      mobile: maybe(Text),
      phone: maybe(Text),
      postCode: maybe(Text),
    }),
  ),
})

export const AreaNode = v.object({
  code: Digits,
  name: v.string(),
  parentCode: maybe(Digits),
  post: maybe(Text),
  children: maybe(v.array(v.unknown())),
})

export const AreaAnswer = v.object({ ...flat, result: rows(AreaNode) })
export const OneAreaAnswer = v.object({ ...flat, result: v.nullish(AreaNode) })

/** `trade.address.parseText`: the payload is in `data`. */
export const OverseasAnswer = v.object({
  ...flat,
  data: v.nullish(
    v.object({
      addressCode: Digits,
      country: maybe(Text),
      province: maybe(Text),
      city: maybe(Text),
      area: maybe(Text),
    }),
  ),
})

/** `alibaba.trade.receiveAddress.get`. */
export const ReceiveAddressAnswer = v.object({
  ...flat,
  result: maybe(
    v.object({
      receiveAddressItems: rows(
        v.object({
          id: Digits,
          fullName: maybe(Text),
          address: maybe(Text),
          phone: maybe(Text),
          mobilePhone: maybe(Text),
          addressCode: maybe(Digits),
          addressCodeText: maybe(Text),
          isDefault: maybe(Flag),
          townName: maybe(Text),
        }),
      ),
    }),
  ),
})

/** `refund.address.get`: one row per offer of the order. */
export const ReturnAddressAnswer = v.object({
  ...flat,
  data: rows(
    v.object({
      offerId: maybe(Digits),
      receiverName: maybe(Text),
      contactPhone: maybe(Text),
      mobile: maybe(Text),
      phone: maybe(Text),
      provinceText: maybe(Text),
      cityText: maybe(Text),
      districtText: maybe(Text),
      townText: maybe(Text),
      streetAddress: maybe(Text),
    }),
  ),
})
