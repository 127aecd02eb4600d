import type { Postage } from './freight.ts'
import type { SandboxOffer, SandboxServices } from './offer.ts'

/** The words that may stand in `Good.is`; several ship times: the last one counts. */
const words = [
  '24h',
  '48h',
  '72h',
  'free',
  'post',
  'return',
  'selected',
  'broken',
  'short',
  'expired',
  'lapsed',
  'wholesale',
  'gone',
] as const
type Word = (typeof words)[number]

export interface Promises {
  readonly services: SandboxServices
  readonly postage: Postage
  readonly status: SandboxOffer['status']
  readonly dropship: boolean
  readonly gone: boolean
}

/** Reads the words of a shelf and of a good; an unknown word is a bug in the data. */
export function promises(...texts: readonly (string | undefined)[]): Promises {
  const said = texts.flatMap((text) => text?.split(' ') ?? []).filter(Boolean)
  const unknown = said.find((word) => !words.some((known) => known === word))
  if (unknown) throw new TypeError(`${unknown} is no promise`)
  const has = (word: Word) => said.includes(word)
  const hours = said.findLast((word) => /^\d\dh$/.test(word))
  const shipHours = hours === '24h' ? 24 : hours === '72h' ? 72 : 48
  const chosen = { sevenDayReturn: has('return'), selected: has('selected') }
  return {
    services: services(shipHours, { ...chosen, broken: has('broken'), short: has('short') }),
    postage: has('post') ? 'free' : has('free') ? 'dropship-free' : 'paid',
    status: has('expired') ? 'expired' : has('lapsed') ? 'member expired' : 'published',
    dropship: !has('wholesale'),
    gone: has('gone'),
  }
}

/** Services with the `buyerProtection` codes that follow from them (reference §3.9). */
export function services(
  shipHours: SandboxServices['shipHours'],
  said: { sevenDayReturn: boolean; selected: boolean; broken: boolean; short: boolean },
): SandboxServices {
  const codes = [
    shipHours <= 48 && 'ssbxsfh',
    said.sevenDayReturn && 'qtwlybt',
    said.broken && 'psbj',
    said.short && 'shbp',
  ]
  return {
    shipHours,
    sevenDayReturn: said.sevenDayReturn,
    selected: said.selected,
    protections: codes.filter((code) => code !== false),
  }
}
