/**
 * A refusal by the business behind a call: answered with HTTP 200 in the envelope of that call.
 * Codes are the platform's (reference §4); where it documents none, ours are upper-case words.
 */
export class BusinessError extends Error {
  override name = 'BusinessError' as const
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
