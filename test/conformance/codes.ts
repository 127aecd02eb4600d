import type { AnyCall, ErrorClass } from '@xiaopu/alibaba'
import { apis } from '@xiaopu/sandbox'
import { apiOf, type CallName } from './scene.ts'

type Possible = NonNullable<(typeof apis)[number]['codes']>[number]

/** Codes that the sandbox's own table says a call can answer, each once. */
export function codesOf(call: AnyCall): readonly Possible[] {
  const codes = apis.find((api) => `${api.namespace}:${api.name}` === apiOf(call))?.codes ?? []
  const seen = new Set<string>()
  return codes.filter(({ code }) => !seen.has(code) && seen.add(code))
}

/** The classes in which the adapter may read what the sandbox means: two books by two people must agree. */
const readings: Readonly<Record<Possible['kind'], readonly ErrorClass[]>> = {
  stock: ['stock'],
  price: ['price', 'rule'],
  address: ['address', 'absent'],
  rule: ['rule', 'price', 'address'],
  duplicate: ['duplicate', 'rule'],
  permission: ['rule', 'permission', 'absent'],
  state: ['rule', 'stock', 'absent', 'retry'],
  missing: ['absent', 'rule'],
  money: ['rule', 'price', 'in_doubt'],
  limit: ['rule', 'retry'],
}

const offline = { '500_001': '"not tradable online": the sandbox gives it to unknown flows too' }

/** Names of the sandbox's own: to a write they are unknown, which is in doubt, never refused. */
const creating = {
  ...offline,
  SKU_TOO_MANY: 'not in the reference',
  ENCRYPT_ORDER_INVALID: 'not in the reference',
  '500': 'one code for everything',
}

const picture = { SYSTEM_ERROR: 'what it is about is not told: it may be tried again' }

/** Codes whose meaning stands in a text alone, or that mean nothing sure by the reference. */
const vague: Readonly<Partial<Record<CallName, Readonly<Record<string, string>>>>> = {
  readAddress: { ADDRESS_PARSE_ERROR: 'a text that names no place is a place still to be said' },
  searchByImage: picture,
  searchByImageCps: picture,
  searchByImageCross: picture,
  sameSourceOffers: picture,
  similarOffers: picture,
  crossSearchByImage: picture,
  preview: offline,
  previewDistribution: offline,
  previewMedia: offline,
  placeDistribution: creating,
  placeFast: creating,
  placeCross: creating,
  placeMedia: creating,
  preparePay: { '500': 'error codes are not detailed: no is not sure, the order tells' },
  protocolPay: { '500': 'one code for everything: the order tells' },
  addMessage: { '500_2': 'also "service exception": the text tells' },
  refund: { '500': 'one code for everything: the text tells' },
  orderRefunds: { '500': 'one code for everything: the text tells' },
  askRefund: { '5100': '"other unknown error": a write is then in doubt' },
  changeRefund: { '5100': '"other unknown error": a write is then in doubt' },
  uploadVoucher: { '4000': 'also "network latency": it may be tried again' },
  returnGoods: { '5002': '"refund/return operation failed": a write is then in doubt' },
}

export const isVague = (name: CallName, code: string): boolean => vague[name]?.[code] !== undefined

export const mayRead = ({ kind }: Possible): readonly ErrorClass[] => readings[kind]
