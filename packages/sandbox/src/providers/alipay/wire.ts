/** Fen as yuan with two decimals. */
export function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** Yuan as fen; undefined for what is none. */
export function fenFrom(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}(\.\d{1,2})?$/.test(text)) return undefined
  const [whole = '', cents = ''] = text.split('.')
  const fen = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  return fen > 0 ? fen : undefined
}

const eightHours = 8 * 3_600_000

/** Epoch ms as `2026-11-24 16:15:00` in China. */
export function stamp(at: number): string {
  return new Date(at + eightHours).toISOString().slice(0, 19).replace('T', ' ')
}

export function timeFrom(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text)) return undefined
  const at = Date.parse(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at) ? undefined : at
}
