import { isShopError, ShopError } from '@xiaopu/domain'

/** Something that is read from the gateway: what is known of it, and how the last reading went. */
export interface Loadable<T> {
  /** Kept while it is read again, and when that fails. */
  readonly value: T | undefined
  readonly error: ShopError | undefined
  readonly loading: boolean
}

export const unread = { value: undefined, error: undefined, loading: false } as const

/** Whatever was thrown, as something that has a text. */
export function asFailure(error: unknown): ShopError {
  return isShopError(error) ? error : new ShopError('INTERNAL', {}, { cause: error })
}
