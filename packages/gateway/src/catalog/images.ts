import { createHash } from 'node:crypto'

/**
 * Our own address of a supplier's picture: his carries his member number, ours carries nothing.
 * The same source always gets the same id.
 */
export function imageId(sourceUrl: string): string {
  const known = ids.get(sourceUrl)
  if (known) return known
  const id = createHash('sha256').update(sourceUrl).digest('base64url').slice(0, 22)
  if (ids.size > 20_000) ids.clear()
  ids.set(sourceUrl, id)
  return id
}

/** A list of 20 cards names some 200 pictures, the same ones each time. */
const ids = new Map<string, string>()

export function imageUrl(baseUrl: string, sourceUrl: string): string {
  return `${baseUrl}/img/${imageId(sourceUrl)}`
}
