// `JSON.rawJSON` is in Node 22; the ES2023 types lack it.
const lossless = JSON as unknown as { rawJSON(text: string): unknown }

/** Answers nest a dozen levels; more than this is an attack on whoever walks them. */
const deepest = 500

/**
 * Reads JSON without a rounding anywhere: a whole number up to 2^53 stays a number, every other
 * number becomes the text it was written as. So ids keep all their digits and prices never pass
 * through a double: `25.90` is the text `25.90`.
 *
 * Throws a SyntaxError, or a RangeError where it is nested absurdly deep.
 */
export function readJson(text: string): unknown {
  // Only what is JSON gets as far as the scan, which therefore needs no grammar.
  const rounded: unknown = JSON.parse(text)
  const quoted = withNumbersQuoted(text)
  return quoted === undefined ? rounded : JSON.parse(quoted)
}

/** Valid JSON with every number quoted that a double would change; undefined where there is none. */
function withNumbersQuoted(text: string): string | undefined {
  let quoted = ''
  let done = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === quote) at = endOfText(text, at)
    else if (char === openBrace || char === openBracket) depth++
    else if (char === closeBrace || char === closeBracket) depth--
    else if (char === minus || isDigit(char)) {
      const end = endOfNumber(text, at)
      if (!isExact(text, at, end)) {
        quoted += `${text.slice(done, at)}"${text.slice(at, end)}"`
        done = end
      }
      at = end - 1
    }
    if (depth > deepest) throw new RangeError(`JSON nested deeper than ${deepest}`)
  }
  return done === 0 ? undefined : quoted + text.slice(done)
}

const quote = 34
const plus = 43
const minus = 45
const point = 46
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

const isDigit = (char: number): boolean => char >= 48 && char <= 57

/** Where the closing quote stands; one behind an odd run of backslashes closes nothing. */
function endOfText(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
}

function endOfNumber(text: string, begin: number): number {
  let end = begin + 1
  for (; end < text.length; end++) {
    const char = text.charCodeAt(end)
    const belongs = isDigit(char) || char === point || char === minus || char === plus
    // e and E
    if (!belongs && char !== 101 && char !== 69) break
  }
  return end
}

/** Up to fifteen digits are whole and exact; longer ones may be. */
function isExact(text: string, begin: number, end: number): boolean {
  for (let at = begin + 1; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false
  return end - begin <= 15 || Number.isSafeInteger(Number(text.slice(begin, end)))
}

/** Writes JSON for a parameter; a bigint becomes bare digits, `undefined` members are left out. */
export function writeJson(value: object): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? lossless.rawJSON(String(member)) : member,
  )
}
