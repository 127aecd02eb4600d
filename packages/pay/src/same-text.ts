import { timingSafeEqual } from 'node:crypto'

/** In constant time: how long it takes says nothing about how much is right. */
export function isSameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
