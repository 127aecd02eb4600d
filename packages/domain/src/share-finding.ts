import * as v from 'valibot'

/** What is wrong with words that someone is about to spread. */
export const ShareRule = v.picklist([
  'contact_info',
  'foreign_link',
  'foreign_code',
  'foreign_platform',
  'copy_code',
  'absolute_term',
  'medical_claim',
  'induced_share',
  'false_urgency',
  'brand_claim',
])
export type ShareRule = v.InferOutput<typeof ShareRule>

/**
 * One place that breaks a rule. `forbidden`: the platform punishes it; `risky`: it may be against
 * the law or be held back, and a person has to decide.
 */
export const ShareFinding = v.object({
  rule: ShareRule,
  severity: v.picklist(['forbidden', 'risky']),
  /** Where it stands in the text, in UTF-16 units; absent for what is not text, as a code. */
  from: v.optional(v.number()),
  to: v.optional(v.number()),
  /** The words themselves. */
  words: v.string(),
})
export type ShareFinding = Readonly<v.InferOutput<typeof ShareFinding>>
