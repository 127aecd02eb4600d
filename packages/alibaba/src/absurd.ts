/**
 * Thrown by a reader where an answer says what cannot be: a price a hundred times its siblings', less
 * than no stock, another offer's Sku. The client makes it a `schema` failure of the call, and a write
 * that answered so is in doubt.
 */
export class Absurd extends Error {
  override name = 'Absurd' as const
  /** Where in the answer, as a dotted path. */
  readonly field: string

  constructor(field: string) {
    super(`makes no sense: ${field}`)
    this.field = field
  }
}
