import { hour } from '@xiaopu/domain'

/** Shops live in China, which is eight hours ahead all year round. */
const chinaMillis = 8 * hour

/** `yyyy-MM-dd` of a moment in the shop. @param now - ms since 1970 */
export function shopDay(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(0, 10)
}

/** `yyMMddHHmm` of a moment in the shop. */
export function shopStamp(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
}

/** `yyyy-MM-dd HH:mm:ss` of a moment in the shop, as spreadsheets read a time. */
export function shopTime(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(0, 19).replace('T', ' ')
}
