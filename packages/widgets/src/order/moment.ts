const two = (number: number) => String(number).padStart(2, '0')

/** `14:05`, by the device's clock. */
export function clock(instant: string): string {
  const time = new Date(instant)
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}

/** `11-24 14:05`, by the device's clock; by hand, because the first `Intl` of a page is dear. */
export function moment(instant: string): string {
  const time = new Date(instant)
  return `${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock(instant)}`
}
