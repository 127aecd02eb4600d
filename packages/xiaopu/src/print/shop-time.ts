/** `2026-11-24 16:00`: 1688 and its shops live in China's one time zone. */
export function inShopTime(instant: string): string {
  return inShopMillis(instant).slice(0, 16)
}

/** `2026-11-24 16:00:00.123`: where what came first is the question. */
export function inShopMillis(instant: string): string {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  return at.toISOString().slice(0, -1).replace('T', ' ')
}

/** The last moment of a day in the shop, `2026-11-24`, as an instant. */
export function endOfShopDay(day: string): string {
  return `${day}T15:59:59.999Z`
}
