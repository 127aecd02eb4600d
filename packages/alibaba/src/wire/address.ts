import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Digits, maybe, rows, Text } from './scalars.ts'

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
    }),
  ),
})

export const AreaNode = v.object({
  code: Digits,
  name: v.string(),
  children: maybe(v.array(v.unknown())),
})

export const AreaAnswer = v.object({ ...flat, result: rows(AreaNode) })
