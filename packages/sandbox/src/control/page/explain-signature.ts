import { createHash, createHmac } from 'node:crypto'
import { stringToSign } from '../../door/check-signature.ts'

/** A mistake that makes a signature wrong and that can be proven from the signature alone. */
export type Mistake =
  | 'percent-encoded'
  | 'plus-as-space'
  | 'sorted-by-name'
  | 'not-sorted'
  | 'sorted-without-case'
  | 'no-path'
  | 'leading-slash'
  | 'openapi-in-path'
  | 'whole-address'
  | 'separators'
  | 'empty-left-out'
  | 'parameter-left-out'
  | 'other-app'
  | 'secret-with-blank'
  | 'secret-at-both-ends'
  | 'not-utf-8'

/** How the signature was written down. Lower-case hex alone is no mistake here: it is compared without case. */
export type Notation = 'hex' | 'lower-case' | 'base64' | 'md5' | 'sha256'

export interface Explanation {
  /** Everything that had to be wrong at once; empty where the notation alone was. */
  readonly mistakes: readonly Mistake[]
  readonly notation: Notation
  /** What the caller signed: its HMAC is the signature that came. */
  readonly signed: string
  /** Parameters that the signature does not cover, or the app whose secret it was. */
  readonly names: readonly string[]
}

export interface Refused {
  /** Path as it is signed: `param2/1/…/<appKey>`. */
  readonly path: string
  /** Decoded, in the order in which they came. */
  readonly params: Readonly<Record<string, string>>
  readonly appKey: string
}

interface Candidate {
  readonly text: string
  readonly mistakes: readonly Mistake[]
  readonly names?: readonly string[]
}

interface Key {
  readonly secret: string
  readonly mistake?: Mistake
  readonly name?: string
}

const GIVEN = '_aop_signature'
/** Parameters of which any two are tried as left out. */
const MOST_PAIRED = 30

/**
 * Finds the mistake behind a wrong signature by making each known mistake, alone and with a wrong path or
 * secret, and looking which one gives the signature that came. Undefined: none of them does.
 */
export function explainSignature(
  refused: Refused,
  apps: readonly { readonly key: string; readonly secret: string }[],
): Explanation | undefined {
  const given = refused.params[GIVEN] ?? ''
  const keys = keysOf(refused.appKey, apps)
  for (const candidate of candidates(refused)) {
    for (const key of keys) {
      const found = notationOf(given, key.secret, candidate.text)
      if (!found) continue
      return {
        mistakes: [...candidate.mistakes, ...(key.mistake ? [key.mistake] : []), ...found.mistakes],
        notation: found.notation,
        signed: candidate.text,
        names: [...(candidate.names ?? []), ...(key.name ? [key.name] : [])],
      }
    }
  }
  return undefined
}

/** The app's own secret first, then as it is often mistyped, then those of other apps. */
function keysOf(appKey: string, apps: readonly { key: string; secret: string }[]): Key[] {
  const own = apps.find(({ key }) => key === appKey) ?? apps[0]
  const others = apps.filter((app) => app !== own)
  const blanks = ['\n', '\r\n', ' ']
  return [
    ...(own ? [{ secret: own.secret }] : []),
    ...(own
      ? blanks.map((blank): Key => ({ secret: own.secret + blank, mistake: 'secret-with-blank' }))
      : []),
    ...others.map(({ key, secret }): Key => ({ secret, mistake: 'other-app', name: key })),
  ]
}

/** Texts that a mistaken caller may have signed, the likeliest first. */
function* candidates(refused: Refused): Generator<Candidate> {
  const bodies = [...bodiesOf(refused)]
  for (const body of bodies) {
    yield { ...body, text: refused.path + body.text }
  }
  for (const [path, mistake] of paths(refused.path)) {
    for (const body of bodies) {
      yield { ...body, text: path + body.text, mistakes: [...body.mistakes, mistake] }
    }
  }
}

function paths(path: string): [path: string, mistake: Mistake][] {
  return [
    ['', 'no-path'],
    [`/${path}`, 'leading-slash'],
    [`openapi/${path}`, 'openapi-in-path'],
    [`/openapi/${path}`, 'openapi-in-path'],
    [`https://gw.open.1688.com/openapi/${path}`, 'whole-address'],
    [`http://gw.open.1688.com/openapi/${path}`, 'whole-address'],
  ]
}

function* bodiesOf({ params }: Refused): Generator<Candidate> {
  const sent = Object.entries(params).filter(([name]) => name !== GIVEN)
  yield { text: sorted(sent), mistakes: [] }
  for (const encode of encodings) {
    const encoded = sent.map(([name, value]): Pair => [name, encode(value)])
    yield { text: sorted(encoded), mistakes: ['percent-encoded'] }
  }
  const plus = sent.map(([name, value]): Pair => [name, value.replaceAll(' ', '+')])
  yield { text: sorted(plus), mistakes: ['plus-as-space'] }
  yield { text: joined(byName(sent, inOrder)), mistakes: ['sorted-by-name'] }
  yield { text: joined(byName(sent, withoutCase)), mistakes: ['sorted-without-case'] }
  yield { text: joined(sent), mistakes: ['not-sorted'] }
  yield { text: sorted(sent.filter(([, value]) => value !== '')), mistakes: ['empty-left-out'] }
  for (const [between, after] of [
    ['=', '&'],
    ['=', ''],
    ['', '&'],
  ] as const) {
    const pairs = byName(sent, inOrder).map(([name, value]) => `${name}${between}${value}`)
    yield { text: pairs.join(after), mistakes: ['separators'] }
  }
  for (const left of leftOut(sent.map(([name]) => name))) {
    const rest = sent.filter(([name]) => !left.includes(name))
    yield { text: sorted(rest), mistakes: ['parameter-left-out'], names: left }
  }
}

/** Each parameter alone, then any two, then all. */
function* leftOut(names: readonly string[]): Generator<readonly string[]> {
  for (const name of names) yield [name]
  if (names.length <= MOST_PAIRED) {
    for (const [index, first] of names.entries()) {
      for (const second of names.slice(index + 1)) yield [first, second]
    }
  }
  if (names.length > 2) yield names
}

type Pair = readonly [name: string, value: string]

const encodings: readonly ((value: string) => string)[] = [
  encodeURIComponent,
  (value) => new URLSearchParams([['', value]]).toString().slice(1),
  (value) => encodeURIComponent(value).replace(/%../g, (hex) => hex.toLowerCase()),
]

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const withoutCase = (a: string, b: string): number => inOrder(a.toLowerCase(), b.toLowerCase())
const byName = (pairs: readonly Pair[], order: (a: string, b: string) => number) =>
  pairs.toSorted(([a], [b]) => order(a, b))
const joined = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => name + value).join('')
const sorted = (pairs: readonly Pair[]): string => stringToSign('', new Map(pairs))

/** How `given` was made from the text, if it was. */
function notationOf(
  given: string,
  secret: string,
  text: string,
): { readonly notation: Notation; readonly mistakes: readonly Mistake[] } | undefined {
  const isHex = /^[\da-f]+$/i.test(given)
  const is = (made: string): boolean => made.toUpperCase() === given.toUpperCase()
  const hmac = (kind: string, bytes: 'utf8' | 'latin1' = 'utf8') =>
    createHmac(kind, secret).update(text, bytes)
  // Taobao's scheme: a plain hash of the text between two copies of the secret.
  const hash = (kind: string) => createHash(kind).update(secret + text + secret)
  if (!isHex) {
    return given === hmac('sha1').digest('base64')
      ? { notation: 'base64', mistakes: [] }
      : undefined
  }
  const notation = given.toUpperCase() === given ? 'hex' : 'lower-case'
  const both: readonly Mistake[] = ['secret-at-both-ends']
  switch (given.length) {
    case 32:
      if (is(hmac('md5').digest('hex'))) return { notation: 'md5', mistakes: [] }
      return is(hash('md5').digest('hex')) ? { notation: 'md5', mistakes: both } : undefined
    case 40:
      if (is(hmac('sha1').digest('hex'))) return { notation, mistakes: [] }
      if (is(hmac('sha1', 'latin1').digest('hex'))) return { notation, mistakes: ['not-utf-8'] }
      return is(hash('sha1').digest('hex')) ? { notation, mistakes: both } : undefined
    case 64:
      return is(hmac('sha256').digest('hex')) ? { notation: 'sha256', mistakes: [] } : undefined
    default:
      return undefined
  }
}

/** The first place where two texts differ, in UTF-16 units; undefined where they are equal. */
export function firstDifference(one: string, other: string): number | undefined {
  const most = Math.max(one.length, other.length)
  for (let at = 0; at < most; at += 1) if (one[at] !== other[at]) return at
  return undefined
}
