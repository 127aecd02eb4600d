const CHINA = 8 * 3_600_000
const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

function parts(at: number) {
  const date = new Date(at + CHINA)
  return {
    day: `${date.getUTCFullYear()}${pad(date.getUTCMonth() + 1)}${pad(date.getUTCDate())}`,
    time: `${pad(date.getUTCHours())}${pad(date.getUTCMinutes())}${pad(date.getUTCSeconds())}`,
    millis: pad(date.getUTCMilliseconds(), 3),
  }
}

/** `java.util.Date` on the wire: `yyyyMMddHHmmssSSSZ`, always written in China time. */
export function platformDate(at: number): string {
  const { day, time, millis } = parts(at)
  return `${day}${time}${millis}+0800`
}

/** Plain text time without a zone, China time: `yyyy-MM-dd HH:mm:ss`. */
export function chinaTime(at: number): string {
  const { day, time } = parts(at)
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  return `${date} ${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`
}

/** Reads `yyyyMMddHHmmssSSSZ` with any offset; undefined where the text is none. */
export function readPlatformDate(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})([+-])(\d\d)(\d\d)$/.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, millis, sign, hours, minutes] = found
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(millis),
  )
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '+' ? utc - offset : utc + offset
}
