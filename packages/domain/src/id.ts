import * as v from 'valibot'

/** What an id is an id of. The prefix makes a wrong id visible in a log, a URL and a type error. */
export const prefixes = {
  shop: 'shp',
  offer: 'ofr',
  listing: 'lst',
  sku: 'sku',
  cart: 'crt',
  line: 'lin',
  quote: 'quo',
  coupon: 'cpn',
  groupDeal: 'gdl',
  groupBuy: 'grp',
  order: 'ord',
  orderLine: 'oln',
  payment: 'pay',
  refund: 'rfd',
  afterSale: 'asc',
  deadline: 'ddl',
  difference: 'dif',
  reconciliation: 'rec',
  supplierOrder: 'sor',
  supplierClaim: 'scl',
  shipment: 'shm',
  share: 'shr',
  visit: 'vis',
  promoter: 'prm',
  key: 'key',
  request: 'req',
  webhook: 'whk',
  event: 'evt',
  message: 'msg',
} as const

export type IdKind = keyof typeof prefixes

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A fresh id: prefix, `_`, and a ULID (48 bits of time, 80 random bits), so that ids sort by age
 * and cannot be guessed.
 *
 * @param now - ms since 1970
 * @param random - 16 random bytes from a secure source
 */
export function newId(kind: IdKind, now: number, random: Uint8Array): string {
  let time = now
  let head = ''
  for (let i = 0; i < 10; i++) {
    head = alphabet.charAt(time % 32) + head
    time = Math.floor(time / 32)
  }
  let tail = ''
  for (let i = 0; i < 16; i++) tail += alphabet.charAt((random[i] ?? 0) % 32)
  return `${prefixes[kind]}_${head}${tail}`
}

/** Schema of an id of one kind. */
/* @__NO_SIDE_EFFECTS__ */
export function Id(kind: IdKind) {
  return v.pipe(v.string(), v.regex(new RegExp(`^${prefixes[kind]}_[0-9A-HJKMNP-TV-Z]{26}$`)))
}

export function isId(kind: IdKind, text: string): boolean {
  return v.is(Id(kind), text)
}
