const two = (number: number) => `0${number}`.slice(-2)

/** `14:05`, by the phone's clock. */
export function clock(instant: string): string {
  const time = new Date(instant)
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}

/** `11-24 14:05`, by the phone's clock. */
export function moment(instant: string): string {
  const time = new Date(instant)
  return `${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock(instant)}`
}
