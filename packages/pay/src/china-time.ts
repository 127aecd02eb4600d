const eightHours = 8 * 3_600_000

/** Epoch ms as providers write times: `2026-11-24 16:15:00`, the clock of China. */
export function chinaTime(at: number): string {
  return new Date(at + eightHours).toISOString().slice(0, 19).replace('T', ' ')
}

/** Epoch ms of such a time, a fraction of a second allowed; undefined where it is none. */
export function readChinaTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/.test(text)) return undefined
  const at = Date.parse(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at) ? undefined : at
}
