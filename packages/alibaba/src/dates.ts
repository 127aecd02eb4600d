/** What the platform calls a date: text in one of its forms, or epoch milliseconds as a number or as text. */
export type PlatformDate = string | number | null | undefined

/**
 * A date of the platform as RFC 3339 UTC; undefined where it is none. Its forms:
 *
 * - `yyyyMMddHHmmssSSSZ` with a numeric offset, which is not always China's: `20170913231708000-0700` [doc]
 * - `yyyy-MM-dd HH:mm:ss` without a zone, in China time [doc]; with one, as said
 * - epoch milliseconds, `gmtBorn` as a number and `bizTime` as text [doc]
 */
export function fromPlatformDate(date: PlatformDate): string | undefined {
  const text = String(date ?? '').trim()
  const at = /^\d{12,13}$/.test(text) ? Number(text) : (packed(text) ?? spaced(text))
  if (at === undefined || Number.isNaN(at)) return undefined
  return new Date(at).toISOString()
}

const packedDate = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})?(Z|[+-]\d\d:?\d\d)?$/

function packed(text: string): number | undefined {
  const match = packedDate.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, millis = '000', zone] = match
  return timeOf(`${year}-${month}-${day}`, `${hour}:${minute}:${second}.${millis}`, zone)
}

const spacedDate =
  /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(\.\d{1,3})?)? ?(Z|[+-]\d\d:?\d\d)?$/

function spaced(text: string): number | undefined {
  const match = spacedDate.exec(text)
  if (!match) return undefined
  const [, day = '', clock = '00:00', second = ':00', fraction = '', zone] = match
  return timeOf(day, `${clock}${second}${fraction}`, zone)
}

/** Epoch milliseconds; NaN for the 31st of February, which `Date` alone would move to March. */
function timeOf(day: string, clock: string, zone = '+0800'): number {
  if (!new Date(`${day}T00:00Z`).toJSON()?.startsWith(day)) return Number.NaN
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  return Date.parse(`${day}T${clock}${offset}`)
}

/** A moment as a `java.util.Date` parameter, in China time: `20180102211113000+0800` [doc]. */
export function toPlatformDate(at: number | string): string {
  const china = new Date(new Date(at).getTime() + 8 * 3_600_000)
  return `${china.toISOString().replace(/\D/g, '')}+0800`
}
