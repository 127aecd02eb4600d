/** Fen as a yuan number, for fields declared Double: 2590 → 25.9. */
export const yuan = (fen: number): number => fen / 100

/** Fen as yuan text with two decimals, for price fields declared String. */
export const yuanText = (fen: number): string => (fen / 100).toFixed(2)

/** A yuan amount as a caller writes it (`"30.00"`, `12.5`) in fen; undefined where it is none. */
export function fenOf(amount: number | undefined): number | undefined {
  return amount === undefined || amount < 0 ? undefined : Math.round(amount * 100)
}
