import { createHash } from 'node:crypto'
import { type BillLine, isShopError } from '@xiaopu/domain'
import { type WechatCalls, wechatCalls } from './call.ts'
import { busy } from './failure.ts'
import { Bill } from './messages.ts'
import { openWechatAccount, type WechatPayOptions } from './open-account.ts'
import { readWechatBill } from './read-bill.ts'

/**
 * The bill of a day as WeChat wrote it: a line of text for every payment and refund, sums at its end.
 * WeChat makes it after ten in the morning of the next day.
 *
 * @param date - `yyyy-MM-dd` in China
 * @throws ShopError PROVIDER_BUSY where its bytes are not those that WeChat told the hash of
 */
export function downloadWechatBill(options: WechatPayOptions, date: string): Promise<string> {
  return download(wechatCalls(openWechatAccount(options)), date)
}

/** Its lines; what `PaymentProvider.bill` promises. */
export async function wechatBill(
  calls: WechatCalls,
  date: string,
): Promise<readonly BillLine[] | undefined> {
  const { mchid } = calls.account
  try {
    return readWechatBill(await download(calls, date), { mchid, date })
  } catch (error) {
    const reason = isShopError(error) ? error.detail.reason : undefined
    // 申请交易账单, error codes: no payment and no refund on that day; not made yet.
    if (reason === 'NO_STATEMENT_EXIST') return []
    if (reason === 'STATEMENT_CREATING') return undefined
    throw error
  }
}

async function download(calls: WechatCalls, date: string): Promise<string> {
  const { hash_value, download_url } = await calls.ask(
    'GET',
    `/v3/bill/tradebill?bill_date=${encodeURIComponent(date)}`,
    Bill,
  )
  const bytes = await calls.download(download_url)
  const hash = createHash('sha1').update(bytes).digest('hex')
  if (hash !== hash_value.toLowerCase()) throw busy('bill was changed')
  return new TextDecoder().decode(bytes)
}
