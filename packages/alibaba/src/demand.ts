import { type Money, ShopError } from '@xiaopu/domain'

/**
 * Refuses an input that the platform could never accept; nothing has been sent then.
 *
 * @param rule what would be right, in English, for the developer
 * @throws ShopError BAD_REQUEST with `field` and `rule`
 */
export function demand(holds: boolean, field: string, rule: string): asserts holds {
  if (!holds) throw new ShopError('BAD_REQUEST', { class: 'rule', field, rule })
}

const largestLong = 2n ** 63n - 1n

/** A Long as JSON writes it without rounding: ids travel as text among us, as digits on the wire. */
export function longOf(field: string, digits: string): bigint {
  demand(/^\d{1,19}$/.test(digits), field, 'the digits of an id')
  const long = BigInt(digits)
  demand(long <= largestLong, field, 'an id below 2^63')
  return long
}

/** Between one and `most` ids, none twice. */
export function longsOf(field: string, ids: readonly string[], most: number): bigint[] {
  demand(ids.length >= 1 && ids.length <= most, field, `1 to ${most} ids`)
  demand(new Set(ids).size === ids.length, field, 'no id twice')
  return ids.map((id, index) => longOf(`${field}[${index}]`, id))
}

export interface Page {
  /** 1-based. */
  readonly page: number
  readonly pageSize: number
}

/** A page that exists: numbers from 1 on, no more than `most` at once. */
export function pageOf({ page, pageSize }: Page, most: number): Page {
  demand(Number.isSafeInteger(page) && page >= 1, 'page', 'a whole number from 1 on')
  demand(
    Number.isSafeInteger(pageSize) && pageSize >= 1 && pageSize <= most,
    'pageSize',
    `1 to ${most}`,
  )
  return { page, pageSize }
}

/** Text of at least one character that is no space, `most` at the longest. */
export function textOf(field: string, text: string, most: number): string {
  demand(text.trim() !== '', field, 'not empty')
  demand(text.length <= most, field, `at most ${most} characters`)
  return text
}

/** Yuan as decimal text, exactly: ¥19.90 is `19.90`. */
function yuanOf(field: string, { amount, currency }: Money): string {
  demand(currency === 'CNY', field, 'an amount in CNY')
  demand(Number.isSafeInteger(amount) && amount >= 0, field, 'whole fen from 0 on')
  return `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
}

export interface PriceRange {
  readonly priceFrom?: Money
  readonly priceTo?: Money
}

/** A price range in yuan, the right way up. */
export function rangeOf({ priceFrom, priceTo }: PriceRange): {
  readonly priceStart?: string
  readonly priceEnd?: string
} {
  demand(
    !priceFrom || !priceTo || priceFrom.amount <= priceTo.amount,
    'priceTo',
    'not below priceFrom',
  )
  return {
    ...(priceFrom && { priceStart: yuanOf('priceFrom', priceFrom) }),
    ...(priceTo && { priceEnd: yuanOf('priceTo', priceTo) }),
  }
}

/** Source: "≤ 3 MB" of the image search `[web]`; read as the picture's own bytes, the stricter decimal MB. */
const largestPicture = 3_000_000

/** A picture as base64 text. */
export function pictureOf(field: string, bytes: Uint8Array): string {
  demand(
    bytes.byteLength > 0 && bytes.byteLength <= largestPicture,
    field,
    'a picture of at most 3 MB',
  )
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** An address where the platform can fetch something. */
export function addressOf(field: string, url: string): string {
  demand(URL.canParse(url) && /^https?:/i.test(url), field, 'an http or https address')
  demand(url.length <= 2_000, field, 'at most 2000 characters')
  return url
}

/** Exactly one of two inputs that exclude each other. */
export function oneOf(fields: string, first: unknown, second: unknown): void {
  demand((first === undefined) !== (second === undefined), fields, 'exactly one of them')
}
