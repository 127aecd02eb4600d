/**
 * A text that every platform takes and signs alike: no emoji, no control characters, no quotes, no
 * blanks at its ends, at most so long. A Chinese character counts as `wide` of them.
 */
export function plainText(text: string, most: number, wide: 1 | 2 | 3 = 1): string {
  const kept = text.replaceAll(/[\p{C}\p{So}\p{M}"]/gu, '').trim()
  let room = most
  let fits = ''
  for (const letter of kept) {
    room -= (letter.codePointAt(0) ?? 0) > 0x7f ? wide : 1
    if (room < 0) break
    fits += letter
  }
  return fits.trim() || '订单'
}
