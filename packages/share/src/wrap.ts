import { printable } from './escape-xml.ts'

/** A sign with its marks, skin tones and whatever a joiner ties to it. */
const sign = '.(?:[\\p{M}\\ufe0f\\u{1f3fb}-\\u{1f3ff}]|\\u200d.)*'
const signs = new RegExp(sign, 'gsu')
const latinWordOrSign = new RegExp(`[!-~\\u00a1-\\u024f]+|${sign}`, 'gsu')

/**
 * How wide a sign is drawn, in hundredths of the font size: whole numbers, whose sum does not depend on their order.
 *
 * There is no font to ask where a poster is made on a server, so these are the widest of Noto Sans
 * SC, PingFang SC and Arial, bold: a line measured by them never runs over its box.
 */
function signWidth(sign: string): number {
  const point = sign.codePointAt(0) ?? 0
  if (point >= 0x1f000) return 130
  if (point >= 0x2e80 || (point >= 0x2010 && point <= 0x2fff)) return 100
  if ("iljI|.,:;'!` ".includes(sign)) return 36
  if ('ftr()[]{}/\\-"'.includes(sign)) return 48
  if ('mwMW@%'.includes(sign)) return 100
  if (point >= 0x41 && point <= 0x5a) return 80
  return 66
}

/** Width of a text in parts of the font size. */
export function textWidth(text: string): number {
  return hundredths(text) / 100
}

function hundredths(text: string): number {
  return (text.match(signs) ?? []).reduce((width, sign) => width + signWidth(sign), 0)
}

/** Closing punctuation must not begin a line. */
const closing = /^[，。！？、；：）】」』》”’…,.!?;:)\]}%]/

/**
 * Text in at most `lines` lines of `width` (parts of the font size), ending in … where it is cut.
 * Latin words stay whole where they fit a line; Chinese breaks anywhere except before a closing sign.
 */
export function wrap(text: string, width: number, lines: number): string[] {
  const rest = words(printable(text).replace(/\s+/g, ' ').trim(), width)
  const wrapped: string[] = []
  while (rest.length > 0 && wrapped.length < lines) {
    const taken = fill(rest, width)
    wrapped.push(rest.splice(0, taken).join('').trim())
    while (rest[0] === ' ') rest.shift()
  }
  const last = wrapped.pop()
  if (last === undefined) return []
  return [...wrapped, rest.length > 0 ? cut(last, width) : last]
}

/** How many words fit in a line, at least one. */
function fill(rest: readonly string[], width: number): number {
  let used = 0
  let taken = 0
  for (const word of rest) {
    used += hundredths(word)
    if (used > width * 100 && taken > 0) break
    taken++
  }
  if (taken > 1 && closing.test(rest[taken] ?? '')) taken--
  return taken
}

/** Latin words, spaces and single signs; a word longer than a line falls into its signs. */
function words(text: string, width: number): string[] {
  return (text.match(latinWordOrSign) ?? []).flatMap((part) =>
    textWidth(part) > width ? (part.match(signs) ?? []) : [part],
  )
}

function cut(line: string, width: number): string {
  const left = line.match(signs) ?? []
  while (left.length > 0 && textWidth(left.join('')) + 1 > width) left.pop()
  return `${left.join('').trim()}…`
}
