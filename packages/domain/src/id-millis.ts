// Said again: every page has the other module, and only few want the time.
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** When an id was made, in ms since 1970. */
export function idMillis(id: string): number {
  const head = id.slice(-26, -16)
  return [...head].reduce((time, sign) => time * 32 + signs.indexOf(sign), 0)
}
