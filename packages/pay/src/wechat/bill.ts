import { createHash } from 'node:crypto'
import { wechatCalls } from './call.ts'
import { busy } from './failure.ts'
import { Bill } from './messages.ts'
import { openWechatAccount, type WechatPayOptions } from './open-account.ts'

/**
 * The bill of a day as WeChat wrote it: a line of text for every payment and refund, sums at its end.
 * WeChat makes it after ten in the morning of the next day.
 *
 * @param date - `yyyy-MM-dd` in China
 * @throws ShopError PROVIDER_BUSY where its bytes are not those that WeChat told the hash of
 */
export async function downloadWechatBill(options: WechatPayOptions, date: string): Promise<string> {
  const calls = wechatCalls(openWechatAccount(options))
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
