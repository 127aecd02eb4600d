import type { PurchaseRefund } from '@xiaopu/domain'
import { readAfterSale } from '../after-sales/after-sales.ts'
import { nameReturn } from '../after-sales/answer-after-sale.ts'
import type { Deps } from '../deps.ts'
import { moveClaim, type SupplierClaimRow } from './supplier-claims.ts'

/** The supplier takes the goods back: the buyer hears where to, the supplier hears with what. */
export async function sendBack(
  deps: Deps,
  claim: SupplierClaimRow,
  refund: PurchaseRefund,
): Promise<void> {
  if (claim.state === 'asked') await moveClaim(deps, deps.db, claim, 'agree')
  const afterSale = claim.after_sale_id
    ? await readAfterSale(deps.db, claim.shop_id, claim.after_sale_id)
    : undefined
  if (afterSale?.state === 'approved' && refund.returnTo) {
    const { address, phone } = refund.returnTo
    const place = phone ? `${address} ${phone}` : address
    await deps.db.transaction().execute((tx) => nameReturn(deps, tx, afterSale, place))
  }
  const number = afterSale?.return_number
  if (afterSale?.state === 'returning' && number && claim.state === 'to_return')
    await tellParcel(deps, claim, refund.refundId, afterSale.return_carrier ?? '', number)
}

async function tellParcel(
  deps: Deps,
  claim: SupplierClaimRow,
  refundId: string,
  carrier: string,
  number: string,
): Promise<void> {
  const platform = deps.platform(claim.shop_id)
  const carriers = await platform.carriers()
  const known = carriers.find(({ name }) => name.includes(carrier) || carrier.includes(name))
  const other = carriers.find(({ name }) => name.includes('其他')) ?? carriers[0]
  const carrierCode = (known ?? other)?.code
  if (!carrierCode) return
  await platform.returnGoods({ refundId, carrierCode, number })
  await moveClaim(deps, deps.db, claim, 'send-back')
}
