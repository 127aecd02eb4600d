import { isShopError } from '@xiaopu/domain'

/** To a question, "no such number" is an answer. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isShopError(error) && error.code === 'PAYMENT_NOT_FOUND') return undefined
    throw error
  }
}
