/** One field of a table: words, whoever wrote them, or a number of ours as it is spelled. */
export type Field = string | { readonly number: string }

/**
 * A record of a table as RFC 4180 has it, with its end of line. Words that a spreadsheet would take for
 * a formula, or for a number that it writes differently, get a `'` in front, and so do words that begin
 * with one: whoever takes one `'` from the front of every field has what was written.
 *
 * @throws TypeError for a number that is none
 */
export function csvRecord(fields: readonly Field[]): string {
  return `${fields.map(spelled).join(',')}\r\n`
}

/** Without it Excel reads UTF-8 as the machine's old code page. */
export const byteOrderMark = '\uFEFF'

function spelled(field: Field): string {
  if (typeof field === 'string') return quoted(harmless(field))
  if (!/^-?\d+(\.\d+)?$/.test(field.number)) throw new TypeError(`not a number: ${field.number}`)
  return field.number
}

function harmless(words: string): string {
  return isMistaken(words) ? `'${words}` : words
}

function isMistaken(words: string): boolean {
  return words.startsWith("'") || isFormula(words) || isOddNumber(words)
}

/**
 * What begins with a control character, or with a sign that begins formulas: in any of its forms (full
 * width, small, raised), behind whatever blank or unseen characters a program may skip.
 */
function isFormula(words: string): boolean {
  return /^\p{Cc}/u.test(words) || /^[\s\p{C}]*[=+\-−@|%]/u.test(words.normalize('NFKC'))
}

/** A spreadsheet shows eleven digits of a number, keeps fifteen, and drops zeros in front. */
function isOddNumber(words: string): boolean {
  if (!/^[\d.]/.test(words)) return false
  const number = Number(words)
  return !Number.isNaN(number) && (String(number) !== words || words.length > 11)
}

/** Quotes also where another program's separator stands. */
function quoted(words: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}
