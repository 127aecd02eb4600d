import { BusinessError } from '../business-error.ts'
import type { Fields } from '../fields.ts'

/** One line of `cargoParamList`. */
export interface CargoLine {
  readonly offerId: string
  readonly specId?: string
  readonly quantity: number
  readonly channel?: string
  readonly outShopCode?: string
  readonly outItemCode?: string
}

/** More than any order on the platform has [sbx]; cross-border orders end at 50 (reference §1.7). */
const MOST_LINES = 200

/** Reads `cargoParamList`: quantity is Double on the wire, only whole positive ones are goods. */
export function readCargo(rows: readonly Fields[], most = MOST_LINES): readonly CargoLine[] {
  // Before anything is computed: the pricing compares lines with lines.
  if (rows.length > most) throw new BusinessError('SKU_TOO_MANY', `一次下单不能超过${most}个规格`)
  if (rows.length === 0) throw new BusinessError('500_001', '商品列表为空')
  return rows.map((row) => {
    const offerId = row.digits('offerId') ?? row.digits('openOfferId')
    if (!offerId) throw new BusinessError('500_001', 'offerId不能为空')
    const specId = row.text('specId')
    const quantity = row.number('quantity') ?? 0
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 99_999_999) {
      throw new BusinessError('500_005', `${offerId}_${specId ?? ''} 购买数量不正确`)
    }
    const [channel, outShopCode, outItemCode] = ['channel', 'outShopCode', 'outItemCode'].map(
      row.text,
    )
    return {
      offerId,
      quantity,
      ...(specId && { specId }),
      ...(channel && { channel }),
      ...(outShopCode && { outShopCode }),
      ...(outItemCode && { outItemCode }),
    }
  })
}

/** The same goods give the same text whatever the order of lines. */
export const cargoText = (cargo: readonly CargoLine[]): string =>
  cargo
    .map((line) => `${line.offerId}_${line.specId ?? ''}*${line.quantity}`)
    .sort()
    .join(';')
