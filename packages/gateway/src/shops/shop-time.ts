import { hour } from '@xiaopu/domain'

/** Shops live in China, which is eight hours ahead all year round. */
const chinaMillis = 8 * hour

/** `yyyy-MM-dd` of a moment in the shop. @param now - ms since 1970 */
export function shopDay(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(0, 10)
}

/** When a day begins in the shop, ms since 1970. @param shopDay - `yyyy-MM-dd` */
export function dayBegins(shopDay: string): number {
  return Date.parse(`${shopDay}T00:00:00Z`) - chinaMillis
}

/** `yyMMddHHmm` of a moment in the shop. */
export function shopStamp(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
}

/** `yyyy-MM-dd HH:mm:ss` of a moment in the shop, as spreadsheets read a time. */
export function shopTime(now: number): string {
  return new Date(now + chinaMillis).toISOString().slice(0, 19).replace('T', ' ')
}
