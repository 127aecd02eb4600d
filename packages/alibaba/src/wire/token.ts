import * as v from 'valibot'
import { Amount, maybe, Text } from './scalars.ts'

/** Values are texts, even numbers. */
export const TokenAnswer = v.object({
  access_token: maybe(v.pipe(v.string(), v.minLength(1))),
  refresh_token: maybe(v.pipe(v.string(), v.minLength(1))),
  /** Seconds. */
  expires_in: maybe(Amount),
  error: maybe(Text),
})
