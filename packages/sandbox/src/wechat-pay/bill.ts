import { createHash } from 'node:crypto'
import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { WechatRefusal } from './refusal.ts'
import type { WechatRefund, WechatTrade } from './state.ts'
import { inChina } from './trades.ts'

const hour = 3_600_000

/** A bill is made at ten in the morning after its day. */
const madeAfter = 34 * hour

/** Where the bill of a day is, and what its bytes hash to. */
export function tradeBill(house: House, url: URL, base: string): Record<string, unknown> {
  const date = url.searchParams.get('bill_date') ?? ''
  const begins = Date.parse(`${date}T00:00:00+08:00`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(begins))
    throw new WechatRefusal('PARAM_ERROR', 'bill_date')
  if (house.now() < begins + madeAfter || house.takeFault('bill-creating'))
    throw new WechatRefusal('STATEMENT_CREATING', '账单生成中')
  const { paid, refunds } = movesOf(house, date)
  if (paid.length + refunds.length === 0)
    throw new WechatRefusal('NO_STATEMENT_EXIST', '账单文件不存在')
  const text = house.takeFault('bill-changed') ? '' : billOf(house, date)
  const hash = createHash('sha1').update(text).digest('hex')
  const download = `${base}/wechat-pay/v3/billdownload/file?token=${date}`
  return { hash_type: 'SHA1', hash_value: hash, download_url: download }
}

/** What was paid on a day, and what was taken on to be given back. */
function movesOf({ books }: House, date: string) {
  const isOf = (at: number | undefined) => at !== undefined && inChina(at).startsWith(date)
  return {
    paid: [...books.trades.values()].filter(({ paidAt }) => isOf(paidAt)),
    refunds: [...books.refunds.values()].filter(({ createdAt }) => isOf(createdAt)),
  }
}

const head =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const sums =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** The bill itself: a row for each payment and refund of the day, and sums; each field after a back tick. */
export function billOf(house: House, date: string): string {
  const { paid, refunds } = movesOf(house, date)
  const rows = [
    ...paid.map(paymentRow),
    ...refunds.map((refund) => refundRow(refund, house.books.trades.get(refund.outTradeNo))),
  ]
  const total = yuan(paid.reduce((sum, { total }) => sum + total, 0))
  const back = yuan(refunds.reduce((sum, { amount }) => sum + amount, 0))
  const summed = [String(rows.length), total, back, '0.00', '0.00000', total, back]
  return [head, ...rows.map(written), sums, written(summed), ''].join('\r\n')
}

const yuan = (fen: number) => (fen / 100).toFixed(2)

const written = (fields: readonly string[]) => fields.map((field) => `\`${field}`).join(',')

const momentOf = (at: number) => inChina(at).slice(0, 19).replace('T', ' ')

/** Fields that are about the payment, whether the row is its own or that of a refund of it. */
const about = (trade: WechatTrade | undefined, at: number, state: string) => [
  ...[momentOf(at), trade?.appid ?? '', wechatMerchant.mchid, '0', ''],
  ...[trade?.transactionId ?? '', trade?.outTradeNo ?? '', trade?.openid ?? ''],
  ...[trade?.tradeType ?? '', state, 'OTHERS', 'CNY'],
]

function paymentRow(trade: WechatTrade): string[] {
  const { total, payerTotal = total, paidAt = 0, description } = trade
  const coupon = yuan(total - payerTotal)
  return [
    ...about(trade, paidAt, 'SUCCESS'),
    ...[yuan(total), coupon, '0', '0', '0.00', '0.00', '', ''],
    ...[description, '', '0.00000', '0.60%', yuan(total), '0.00', ''],
  ]
}

/** The state is that of the night in which the bill was made; later ones do not change it. */
function refundRow(refund: WechatRefund, trade: WechatTrade | undefined): string[] {
  const { amount, refundId, outRefundNo, state, createdAt } = refund
  return [
    ...about(trade, createdAt, 'REFUND'),
    ...['0.00', '0.00', refundId, outRefundNo, yuan(amount), '0.00', 'ORIGINAL', state],
    ...[trade?.description ?? '', '', '0.00000', '0.60%', '0.00', yuan(amount), ''],
  ]
}
