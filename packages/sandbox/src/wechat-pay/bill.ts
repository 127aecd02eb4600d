import { createHash } from 'node:crypto'
import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { WechatRefusal } from './refusal.ts'
import { inChina } from './trades.ts'

/** Where the bill of a day is, and what its bytes hash to. */
export function tradeBill(house: House, url: URL, base: string): Record<string, unknown> {
  const date = url.searchParams.get('bill_date') ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new WechatRefusal('PARAM_ERROR', 'bill_date')
  const hash = createHash('sha1').update(billOf(house, date)).digest('hex')
  const download = `${base}/wechat-pay/v3/billdownload/file?token=${date}`
  return { hash_type: 'SHA1', hash_value: hash, download_url: download }
}

/** The bill itself: a line for each payment and refund of the day, and sums; text after a back tick. */
export function billOf(house: House, date: string): string {
  const paid = [...house.books.trades.values()].filter(
    ({ paidAt }) => paidAt !== undefined && inChina(paidAt).startsWith(date),
  )
  const refunds = [...house.books.refunds.values()].filter(({ createdAt }) =>
    inChina(createdAt).startsWith(date),
  )
  const yuan = (fen: number) => (fen / 100).toFixed(2)
  const lines = [
    ...paid.map((trade) => [
      inChina(trade.paidAt ?? 0)
        .slice(0, 19)
        .replace('T', ' '),
      trade.appid,
      wechatMerchant.mchid,
      trade.transactionId,
      trade.outTradeNo,
      'SUCCESS',
      yuan(trade.total),
      '0',
      '0.00',
    ]),
    ...refunds.map((refund) => [
      inChina(refund.createdAt).slice(0, 19).replace('T', ' '),
      house.books.trades.get(refund.outTradeNo)?.appid,
      wechatMerchant.mchid,
      house.books.trades.get(refund.outTradeNo)?.transactionId,
      refund.outTradeNo,
      'REFUND',
      '0.00',
      refund.outRefundNo,
      yuan(refund.amount),
    ]),
  ]
  const head =
    '交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,应结订单金额,商户退款单号,退款金额'
  const total = paid.reduce((sum, { total }) => sum + total, 0)
  const back = refunds.reduce((sum, { amount }) => sum + amount, 0)
  const rows = lines.map((fields) => fields.map((field) => `\`${field ?? ''}`).join(','))
  const sums = [
    '总交易单数,应结订单总金额,退款总金额',
    `\`${lines.length},\`${yuan(total)},\`${yuan(back)}`,
  ]
  return [head, ...rows, ...sums, ''].join('\r\n')
}
