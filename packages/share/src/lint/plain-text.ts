/** A text as rules read it, and where each of its signs stands in the text as it was written. */
export interface PlainText {
  readonly plain: string
  /** Place in the written text of each UTF-16 unit of `plain`, and at the end its length. */
  readonly places: readonly number[]
}

/** Signs that nobody sees, put between letters so that machines do not read the word. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/

/** Full-width and circled signs as ordinary ones, without what nobody sees. */
export function plainText(written: string): PlainText {
  let plain = ''
  const places: number[] = []
  for (let at = 0; at < written.length; at++) {
    const sign = written.charAt(at)
    if (unseen.test(sign)) continue
    const ordinary = /[\u2460-\u2473\u3000\uff01-\uff5e]/.test(sign) ? sign.normalize('NFKC') : sign
    plain += ordinary.length === 1 ? ordinary : sign
    places.push(at)
  }
  places.push(written.length)
  return { plain, places }
}
