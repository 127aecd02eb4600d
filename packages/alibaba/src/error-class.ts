import type { FailureCode } from '@xiaopu/domain'

/**
 * What an error of the platform asks of the caller. Closed; every documented code belongs to one.
 *
 * - `retry`: nothing happened, the same call may succeed later
 * - `in_doubt`: it may or may not have happened; ask by our own number
 * - `auth`: key, secret, signature, clock or token are wrong
 * - `permission`: the app has not been granted this call
 * - `stock`, `price`, `address`: the goods, their price or the receiver forbid it
 * - `rule`: the platform's rules or the state of the thing forbid it
 * - `duplicate`: it has been done before, under our number
 * - `absent`: the thing asked for does not exist
 * - `schema`: the answer makes no sense; buy nothing
 */
export const errorClasses = [
  'retry',
  'in_doubt',
  'auth',
  'permission',
  'stock',
  'price',
  'address',
  'rule',
  'duplicate',
  'absent',
  'schema',
] as const
export type ErrorClass = (typeof errorClasses)[number]

/** The failure that a shop is told where a code says no more than its class. */
const failureOf: Readonly<Record<ErrorClass, FailureCode>> = {
  retry: 'PLATFORM_BUSY',
  in_doubt: 'PLATFORM_IN_DOUBT',
  auth: 'PLATFORM_AUTH',
  permission: 'PLATFORM_PERMISSION',
  stock: 'OUT_OF_STOCK',
  price: 'PLATFORM_REFUSED',
  address: 'ADDRESS_INCOMPLETE',
  rule: 'PLATFORM_REFUSED',
  duplicate: 'PLATFORM_REFUSED',
  absent: 'NOT_FOUND',
  schema: 'PLATFORM_SCHEMA',
}

/** A code's class, and a failure of its own where shops know a better word than the class's. */
export type CodeMeaning = ErrorClass | readonly [ErrorClass, FailureCode]

export const classOf = (meaning: CodeMeaning): ErrorClass =>
  typeof meaning === 'string' ? meaning : meaning[0]
export const failureFor = (meaning: CodeMeaning): FailureCode =>
  typeof meaning === 'string' ? failureOf[meaning] : meaning[1]
