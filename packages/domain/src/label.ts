import * as v from 'valibot'
import { Instant } from './time.ts'

/** Claims a shop may make about a listing. Each needs evidence from the platform and runs out. */
export const LabelKind = v.picklist([
  'ship_24h',
  'ship_48h',
  'free_shipping',
  'free_return',
  'selected',
  'factory_verified',
  'same_source',
  'same_quality',
])
export type LabelKind = v.InferOutput<typeof LabelKind>

export const Label = v.object({
  kind: LabelKind,
  /** Where the platform said so: the field and its value. Never shown to buyers. */
  evidence: v.string(),
  validUntil: Instant,
})
export type Label = Readonly<v.InferOutput<typeof Label>>

/**
 * The claims that may be shown at `now` (ms): evidenced, unexpired, the stronger shipping promise
 * instead of both. `same_source` and `same_quality` are never derived from platform data alone.
 */
export function shownLabels(
  labels: readonly Label[],
  now: number,
  toMillis: (instant: Instant) => number,
): LabelKind[] {
  const valid = labels.filter((label) => toMillis(label.validUntil) > now && label.evidence !== '')
  const kinds = new Set(valid.map((label) => label.kind))
  if (kinds.has('ship_24h')) kinds.delete('ship_48h')
  return LabelKind.options.filter((kind) => kinds.has(kind))
}
