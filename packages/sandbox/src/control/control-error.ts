/** A control call that cannot be done as asked; `message` says why. */
export class ControlError extends Error {
  override name = 'ControlError' as const
  readonly status: 400 | 404 | 409

  constructor(status: 400 | 404 | 409, message: string) {
    super(message)
    this.status = status
  }
}
