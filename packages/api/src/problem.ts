import { failures } from '@xiaopu/domain'
import * as v from 'valibot'

export const problemMedia = 'application/problem+json'

/** What every failed request answers: RFC 9457 with our closed `code`. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(Object.keys(failures) as [keyof typeof failures]),
  /** Facts for developers and for the texts: numbers, names, never a secret or a person. */
  detail: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  /** Names the request in logs and to support. */
  requestId: v.string(),
})
export type Problem = v.InferOutput<typeof Problem>
