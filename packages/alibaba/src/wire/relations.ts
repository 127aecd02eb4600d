import * as v from 'valibot'
import { flat } from './envelope.ts'

/** `data` is `"true"` in the one answer known; a record in its place is one too. */
export const ListingAnswer = v.object({ ...flat, data: v.optional(v.unknown()) })
