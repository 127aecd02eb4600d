/** Token buckets per app and API (reference §1.7): a full minute's calls at most at once, refilled steadily. */
export function createQuota() {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    /** Takes one call; false where the minute is used up. */
    take(key: string, perMinute: number, now: number): boolean {
      const bucket = buckets.get(key) ?? { left: perMinute, at: now }
      // A clock that was set back gives nothing, and takes nothing away.
      const passed = Math.max(0, now - bucket.at)
      const refilled = Math.min(perMinute, bucket.left + (passed / 60_000) * perMinute)
      const isFree = refilled >= 1
      buckets.set(key, { left: isFree ? refilled - 1 : refilled, at: now })
      return isFree
    },
  }
}
export type Quota = ReturnType<typeof createQuota>
