import { fromChinaTime } from './china-time.ts'

const pattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?([+-])(\d\d):?(\d\d)$/

/**
 * A moment as the platform tells it, as RFC 3339 UTC; undefined where it is none. Three forms exist:
 * `yyyyMMddHHmmssSSSZ` with any offset (`java.util.Date`, official samples carry `+0800` and `-0700`
 * `[doc]`), plain text in China time `[doc]`, and epoch milliseconds as number or text `[doc]`.
 */
export function fromPlatformDate(told: string | number | null | undefined): string | undefined {
  const text = String(told ?? '').trim()
  if (/^\d{12,13}$/.test(text)) return instant(Number(text))
  const match = pattern.exec(text)
  if (!match) return fromChinaTime(text)
  const [, year, month, day, hour, minute, second, millis = '000', sign, hours, minutes] = match
  return instant(
    Date.parse(
      `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${sign}${hours}:${minutes}`,
    ),
  )
}

const instant = (millis: number): string | undefined =>
  Number.isNaN(new Date(millis).getTime()) ? undefined : new Date(millis).toISOString()

const chinaMillis = 8 * 3_600_000

/** A moment as a `java.util.Date` parameter, in China time: `20180102211113000+0800`. */
export function toPlatformDate(at: string): string {
  const local = new Date(Date.parse(at) + chinaMillis).toISOString()
  return `${local.replaceAll(/[-T:.Z]/g, '')}+0800`
}
