import { type ProfitSharing, type Sharing, ShopError } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** The one provider by which parts of a payment can be given away. */
export const sharingProvider = 'wechat'

const chosen = statement<{ sharing: Sharing }>(`
  select sharing from payment_accounts where shop_id = $1 and provider = '${sharingProvider}'`)

/**
 * What a shop has chosen, and how it is done.
 *
 * @throws ShopError PAYMENT_ACCOUNT_NOT_FOUND
 */
export async function sharingOf(
  deps: Pick<Deps, 'db' | 'payments'>,
  shopId: string,
): Promise<{ readonly levels: Sharing; readonly sharing: ProfitSharing | undefined }> {
  const [row] = await chosen(deps.db, [shopId])
  if (!row) throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider: sharingProvider })
  const { sharing } = await deps.payments.of(shopId, sharingProvider)
  return { levels: row.sharing, sharing }
}

/** Whether parts of what is paid for an order may be given away: its shop shares, and somebody brought it. */
export async function isShared(
  db: Database | Tx,
  { shop_id, share_id }: { readonly shop_id: string; readonly share_id: string | null },
  provider: string,
): Promise<boolean> {
  if (provider !== sharingProvider || share_id === null) return false
  return (await brought(db, [shop_id, share_id])).length > 0
}

const brought = statement(`
  select 1 from promoters join payment_accounts as account using (shop_id)
  where promoters.shop_id = $1 and promoters.share_id = $2 and promoters.state = 'on'
    and account.provider = '${sharingProvider}' and account.sharing > 0`)
