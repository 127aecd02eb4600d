import { createHash } from 'node:crypto'

/**
 * Our own address of a supplier's picture: his carries his member number, ours carries nothing.
 * The same source always gets the same id.
 */
export function imageId(sourceUrl: string): string {
  return createHash('sha256').update(sourceUrl).digest('base64url').slice(0, 22)
}

export function imageUrl(baseUrl: string, sourceUrl: string): string {
  return `${baseUrl}/img/${imageId(sourceUrl)}`
}
