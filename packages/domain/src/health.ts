import * as v from 'valibot'
import { Id } from './id.ts'
import { Instant } from './time.ts'

/** Work that was tried as often as it may be and gave up. */
export const DeadJob = v.object({
  id: v.string(),
  /** What it does, by the job's own name: `follow-supplier-order` … */
  name: v.string(),
  order: v.optional(Id('order')),
  attempts: v.number(),
  /** How the last attempt failed. */
  error: v.optional(v.string()),
  since: Instant,
})
export type DeadJob = Readonly<v.InferOutput<typeof DeadJob>>

/** What keeps a shop from running by itself. */
export const Health = v.object({
  /**
   * Messages of the platform. `silent`: none came for a quarter of an hour although purchases are
   * open, so that they are asked for instead; `quiet`: none are open.
   */
  pushes: v.object({
    state: v.picklist(['heard', 'silent', 'quiet']),
    lastAt: v.optional(Instant),
  }),
  /** This machine's clock against the platform's; `wrong` ones take no notices. */
  clock: v.object({
    state: v.picklist(['unknown', 'ok', 'warn', 'wrong']),
    /** The platform's clock minus ours, in milliseconds. */
    offset: v.optional(v.number()),
  }),
  deadJobs: v.number(),
  differences: v.number(),
  brokenPromises: v.number(),
  /** Orders that wait for the seller. */
  attention: v.number(),
  /** When the books were last found to agree, or not. */
  comparedAt: v.optional(Instant),
})
export type Health = Readonly<v.InferOutput<typeof Health>>
