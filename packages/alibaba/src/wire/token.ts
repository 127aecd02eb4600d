import * as v from 'valibot'
import { Amount, Digits, maybe, Text } from './scalars.ts'

/** Values are texts, even numbers. */
export const TokenAnswer = v.object({
  access_token: maybe(v.pipe(v.string(), v.minLength(1))),
  refresh_token: maybe(v.pipe(v.string(), v.minLength(1))),
  /** Seconds. */
  expires_in: maybe(Amount),
  /** `yyyyMMddHHmmssSSSZ`. */
  refresh_token_timeout: maybe(Text),
  /** Login name of the account. */
  resource_owner: maybe(Text),
  memberId: maybe(Text),
  aliId: maybe(Digits),
  error: maybe(Text),
  error_code: maybe(Text),
})
export type TokenAnswer = v.InferOutput<typeof TokenAnswer>
