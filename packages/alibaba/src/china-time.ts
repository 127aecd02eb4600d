/** A plain text time, `yyyy-MM-dd HH:mm:ss` in China time, as RFC 3339 UTC; undefined where it is none. */
export function fromChinaTime(text: string | null | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)/.exec(text?.trim() ?? '')
  if (!match) return undefined
  const at = new Date(`${match[1]}T${match[2]}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
