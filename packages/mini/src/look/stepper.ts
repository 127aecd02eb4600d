/** A quantity with room for a thumb on both sides. */
export interface StepperView {
  readonly sku: string
  readonly quantity: number
  readonly least: boolean
  readonly most: boolean
  readonly lessLabel: string
  readonly moreLabel: string
  readonly quantityLabel: string
}

/** A typed quantity; anything that is none counts as `least`. */
export function readQuantity(text: string, least: number): number {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : least
}
