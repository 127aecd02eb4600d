/**
 * Yuan text to fen without a float in between: `"13.8"` is 1380.
 *
 * At most two decimals, no sign, no thousands separators; anything else is a `RangeError` that
 * quotes the text.
 */
export function fenOf(yuan: string): number {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!match) throw new RangeError(`${JSON.stringify(yuan)} is not an amount in yuan`)
  const [, whole = '0', part = ''] = match
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
