/**
 * What a page's files hold in place of the domain's table of failures: the same error without the
 * status of each code, which a page has from the answer itself.
 */
import type { FailureCode, FailureDetail } from '@xiaopu/domain'

/** Codes after which the same request may succeed later. */
const passing = /BUSY|[TM]_IN_|TOO_MANY|^OFFLINE|TIMEOUT|INTERNAL|OVERLOAD|MAINTEN|CLOCK/

export class ShopError extends Error {
  declare name: 'ShopError'
  declare readonly code: FailureCode
  declare readonly detail: FailureDetail

  constructor(code: FailureCode, detail: FailureDetail = {}) {
    super(code)
    this.name = 'ShopError'
    this.code = code
    this.detail = detail
  }

  get retry(): boolean {
    return passing.test(this.code)
  }
}

export function isShopError(error: unknown): error is ShopError {
  return error instanceof Error && error.name === 'ShopError'
}

/** The gateway and this file may be of two versions: a code that is new has no text here, and gets the general one. */
export function isFailureCode(code: string): code is FailureCode {
  return code !== ''
}
