import { anywhere, isHarmless, type Side, treatmentOf } from './personal.ts'
import { type StandIn, standIns } from './stand-in.ts'
import { readWritten, WrittenNumber } from './written.ts'

export interface RedactOptions {
  /** What stand-ins are made with; nobody who reads them may know it. */
  readonly key: string
  /** Values that must appear nowhere: the app's key and secret, tokens. */
  readonly secrets?: readonly string[]
}

/** Pieces that belong together: a value that is personal in one of them is replaced in all. */
export interface Pieces {
  readonly asked?: readonly unknown[]
  readonly answered?: unknown
}

/** Longest text that is kept of what an offer says about itself. */
const longestText = 4_000

/**
 * Replaces secrets and personal data in the pieces of one exchange by stand-ins; numbers are
 * `WrittenNumber`s. What is not known to be harmless, by its name or its form, is replaced: a field
 * that nobody has seen before too.
 */
export function redact(pieces: Pieces, options: RedactOptions): Pieces {
  const standIn = standIns(options.key)
  const found = new Set<string>((options.secrets ?? []).filter((secret) => secret !== ''))
  const note = (value: string): void => void (isTelling(value) && found.add(value))
  const { asked = [], answered } = pieces
  for (const piece of asked) collect(piece, 'asked', note)
  collect(answered, 'answered', note)
  const mask = masker(found, standIn)
  return {
    asked: asked.map((piece) => replaced(piece, [], 'asked', mask)),
    answered: replaced(answered, [], 'answered', mask),
  }
}

/**
 * A text that is no JSON, made harmless. Of half a JSON only the names and the shape are left, since
 * nobody can tell where a value stands in it; a page keeps its words in Latin letters.
 */
export function redactText(text: string, options: RedactOptions): string {
  const standIn = standIns(options.key)
  if (/^\s*[[{]/.test(text)) {
    return text.replace(halfJson, (token: string, inner?: string, end?: string) => {
      if (inner === undefined) return token.length < 5 ? token : standIn(token)
      if (end?.includes(':') && isName(inner)) return token
      return `"${standIn(inner)}${end ?? ''}`
    })
  }
  const found = new Set((options.secrets ?? []).filter((secret) => secret !== ''))
  return masker(found, standIn)
    .scrub(text)
    .replace(/[\p{Script=Han}]{2,}/gu, standIn)
}

/** Texts, the last one perhaps unfinished, with the colon that makes one a name; and numbers. */
const halfJson = /"([^"\\]*(?:\\.[^"\\]*)*)("(?:\s*:)?|$)|\d+(?:\.\d+)?/g

/** What the platform calls its members. */
const isName = (text: string): boolean => /^[A-Za-z_][\w.$-]{0,60}$/.test(text)

interface Masker {
  /** The stand-in of a value that is personal as a whole. */
  whole(value: string): string
  /** A text with everything personal in it replaced. */
  scrub(text: string): string
  isFound(value: string): boolean
}

function masker(found: ReadonlySet<string>, standIn: StandIn): Masker {
  // Longest first, so that no part of a value stands when the whole has been replaced.
  const values = [...found].sort((a, b) => b.length - a.length).map(escaped)
  const known = values.length > 0 ? new RegExp(values.join('|'), 'g') : undefined
  const scrub = (text: string): string => {
    const without = known ? text.replace(known, standIn) : text
    return without.replace(anywhere, standIn).replace(hosts, 'https://example.invalid')
  }
  return { whole: standIn, scrub, isFound: (value) => found.has(value) }
}

/** Digits are found as a whole number only: a short one may stand in the middle of any date. */
function escaped(text: string): string {
  if (/^\d+$/.test(text)) return `(?<!\\d)${text}(?!\\d)`
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Where an address inside a text leads, unless to the platform's pictures. */
const hosts = /https?:\/\/(?![\w.-]+\.alicdn\.com\/)[^\s"'<>/]+/g

/** Short or everyday values would be replaced in the middle of other words. */
const isTelling = (value: string): boolean =>
  value.length >= (/\p{Script=Han}/u.test(value) ? 2 : /^[a-z]+$/.test(value) ? 6 : 5)

function collect(
  value: unknown,
  side: Side,
  note: (value: string) => void,
  path: string[] = [],
): void {
  const inside = jsonIn(value)
  if (inside !== undefined) {
    collect(inside, side, note, path)
    return
  }
  if (typeof value === 'object' && value !== null && !(value instanceof WrittenNumber)) {
    const members = Array.isArray(value) ? value.map((item) => ['', item]) : Object.entries(value)
    for (const [name, member] of members) {
      collect(member, side, note, name === '' ? path : [...path, String(name)])
    }
    return
  }
  const text = textOf(value)
  if (text === undefined) return
  const treatment = treatmentOf(path, side)
  // What we asked with and cannot place may come back in a message.
  const isUnplaced =
    side === 'asked' && treatment === 'plain' && !isHarmless(path.at(-1) ?? '', text)
  if (treatment === 'mask' || isUnplaced) note(text)
}

function replaced(value: unknown, path: readonly string[], side: Side, mask: Masker): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, path, side, mask))
  if (value instanceof WrittenNumber) {
    const text = replacedText(value.text, path, side, mask)
    return text === value.text ? value : new WrittenNumber(asNumber(text))
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        nameOf(name, mask),
        replaced(member, [...path, name], side, mask),
      ]),
    )
  }
  const inside = jsonIn(value)
  if (inside !== undefined) return JSON.stringify(replaced(inside, path, side, mask))
  return typeof value === 'string' ? replacedText(value, path, side, mask) : value
}

function replacedText(value: string, path: readonly string[], side: Side, mask: Masker): string {
  const name = path.at(-1) ?? ''
  const treatment = treatmentOf(path, side)
  if (value === '' || /^(?:true|false)$/i.test(value)) return value
  if (treatment === 'mask' || treatment === 'words') return mask.whole(value)
  if (/^(?:https?:)?\/\//.test(value)) return addressOf(value, mask)
  if (treatment === 'scrub') return mask.scrub(value).slice(0, longestText)
  if (mask.isFound(value)) return mask.whole(value)
  if (isHarmless(name, value)) return value
  return /^img\/[\w/!.-]+$/.test(value) ? value : mask.whole(value)
}

/** Pictures stay where they are; every other address could lead to somebody. */
function addressOf(value: string, mask: Masker): string {
  return /^(?:https?:)?\/\/[\w.-]+\.alicdn\.com\/[\w/!.%-]*$/.test(value)
    ? value
    : `https://example.invalid/${mask
        .whole(value)
        .replace(/[^\w/]/g, '')
        .slice(-24)}`
}

/** Names of members are the platform's, but a map may be keyed by anything. */
const nameOf = (name: string, mask: Masker): string =>
  isName(name) || /^\d{1,20}$/.test(name) ? mask.scrub(name) : mask.whole(name)

const textOf = (value: unknown): string | undefined =>
  value instanceof WrittenNumber ? value.text : typeof value === 'string' ? value : undefined

/** Digits must not begin with 0, or they are no JSON. */
const asNumber = (text: string): string => text.replace(/^(-?)0+(?=\d)/, '$1')

/** JSON that travels as text inside JSON: parameters, push data, extended attributes. */
function jsonIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return undefined
  try {
    return readWritten(value) as object
  } catch {
    return undefined
  }
}
