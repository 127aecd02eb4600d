import * as v from 'valibot'
import { Flag, maybe, Text } from './scalars.ts'

/** E0: what the gateway says before an API runs. */
export const GatewayFault = v.object({
  error_code: Text,
  error_message: maybe(Text),
  request_id: maybe(Text),
})

/** The members by which the envelopes E1, E2 and E5 tell a failure, merged: each API uses some of them. */
export const flat = {
  success: maybe(Flag),
  code: maybe(Text),
  message: maybe(Text),
  errorCode: maybe(Text),
  errorMsg: maybe(Text),
  errorMessage: maybe(Text),
  errorInfo: maybe(Text),
  errMsg: maybe(Text),
}

/** Whoever does not say that it was done has not done it. */
export const Done = v.looseObject({
  ...flat,
  success: v.literal(true, 'not said to be done'),
})

/**
 * Other names of the same members: `succes` of `alibaba.category.get` [doc], `isSuccess` of
 * `push.message.confirm` [doc], the rest of `dkey.get` [code]. `results` of `grouppay.url.get` [doc].
 */
export const misnamed = {
  succes: maybe(Flag),
  isSuccess: maybe(Flag),
  resultCode: maybe(Text),
}

/**
 * E3: everything inside `result`. Some of these APIs have been seen to fail flat, so the outer
 * members are read too.
 */
export const Nested = v.object({
  ...flat,
  result: maybe(v.looseObject(flat)),
})

/** How an API says that it did not do what was asked. */
export interface Refusal {
  readonly success?: boolean | undefined
  readonly code?: string | undefined
  readonly message?: string | undefined
  readonly errorCode?: string | undefined
  readonly errorMsg?: string | undefined
  readonly errorMessage?: string | undefined
  readonly errorInfo?: string | undefined
  readonly errMsg?: string | undefined
}

export const codeOf = (answer: Refusal): string => answer.errorCode ?? answer.code ?? ''

export const messageOf = (answer: Refusal): string =>
  answer.errorMsg ??
  answer.errorMessage ??
  answer.message ??
  answer.errorInfo ??
  answer.errMsg ??
  ''
