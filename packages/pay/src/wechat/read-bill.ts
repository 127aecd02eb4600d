import { type BillLine, fen } from '@xiaopu/domain'
import { readChinaTime } from '../china-time.ts'
import { fenOf } from '../yuan.ts'
import { busy } from './failure.ts'

/**
 * Names in the first row, by what they mean. 交易账单详细说明 §2.1 of WeChat Pay's documents has them;
 * the order is not promised, and accounts of old have the second name.
 */
const names = {
  at: ['交易时间'],
  merchant: ['商户号'],
  transactionId: ['微信订单号'],
  outTradeNo: ['商户订单号'],
  state: ['交易状态'],
  currency: ['货币种类'],
  // What the buyer was asked for, before coupons that the merchant does not get: 应结订单金额 is less.
  total: ['订单金额', '总金额'],
  refundId: ['微信退款单号'],
  outRefundNo: ['商户退款单号'],
  refunded: ['申请退款金额', '退款金额'],
} as const

type Column = keyof typeof names

/** Texts of anybody's choice; they may hold what divides two fields. */
const freeTexts = ['商品名称', '商户数据包']

const sumsBegin = '总交易单数'

/**
 * Reads a day's bill of type ALL: a row of names, a row for each payment and refund, sums.
 *
 * A refund stands on the day on which WeChat took it on, whatever became of it since.
 *
 * @param expected - the merchant whose bill it is, and the day, `yyyy-MM-dd` in China
 * @throws ShopError PROVIDER_BUSY where any part is not as WeChat writes it; its reason names the line
 */
export function readWechatBill(
  text: string,
  expected: { readonly mchid: string; readonly date: string },
): BillLine[] {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '')
  const [head = '', ...rest] = rows
  const end = rest.findIndex((row) => row.startsWith(sumsBegin))
  const sums = rest[end + 1]
  if (end < 0 || sums === undefined || rest.length !== end + 2)
    throw unreadable(rows.length, 'sums')
  const cellsOf = readHead(head)
  const lines = rest.slice(0, end).map((row, index) => {
    const cells = cellsOf(row)
    if (!cells) throw unreadable(index + 2, 'fields')
    return readLine(cells, expected, index + 2)
  })
  const [count] = fieldsOf(sums) ?? []
  if (count !== String(lines.length)) throw unreadable(end + 3, 'count')
  return lines
}

type Cells = (column: Column) => string

/** Every field begins with a back tick, so that a spreadsheet does not take numbers for numbers. */
function fieldsOf(row: string): string[] | undefined {
  return row.startsWith('`') ? row.slice(1).split(',`') : undefined
}

function readHead(head: string): (row: string) => Cells | undefined {
  const heads = head.split(',').map((name) => name.trim())
  const freeFrom = Math.max(...freeTexts.map((name) => heads.indexOf(name)))
  const at = new Map<Column, number>()
  for (const [column, known] of Object.entries(names)) {
    const index = known.map((name) => heads.indexOf(name)).find((found) => found >= 0)
    if (index === undefined) throw unreadable(1, column)
    at.set(column as Column, index)
  }
  return (row) => {
    const fields = fieldsOf(row)
    const surplus = (fields?.length ?? 0) - heads.length
    if (!fields || surplus < 0 || (surplus > 0 && freeFrom < 0)) return undefined
    return (column) => {
      const index = at.get(column) ?? 0
      // A back tick in a text makes fields more: those after it are counted from the end.
      return (fields[index < freeFrom || surplus === 0 ? index : index + surplus] ?? '').trim()
    }
  }
}

function readLine(
  cells: Cells,
  { mchid, date }: { readonly mchid: string; readonly date: string },
  row: number,
): BillLine {
  const at = readChinaTime(cells('at'))
  if (at === undefined || !cells('at').startsWith(date)) throw unreadable(row, 'at')
  if (cells('merchant') !== mchid) throw unreadable(row, 'merchant')
  if (cells('currency') !== 'CNY') throw unreadable(row, 'currency')
  const money = (column: 'total' | 'refunded') => {
    const amount = fenOf(cells(column))
    if (amount === undefined) throw unreadable(row, column)
    return fen(amount)
  }
  const number = (column: Column) => {
    const text = cells(column)
    if (!/^[\x21-\x7e]{1,64}$/.test(text)) throw unreadable(row, column)
    return text
  }
  const about = {
    outTradeNo: number('outTradeNo'),
    transactionId: number('transactionId'),
    at: new Date(at).toISOString(),
  }
  switch (cells('state')) {
    case 'SUCCESS':
      return { kind: 'payment', ...about, amount: money('total') }
    case 'REFUND':
      return {
        ...{ kind: 'refund', ...about, amount: money('refunded') },
        outRefundNo: number('outRefundNo'),
        refundId: number('refundId'),
      }
    case 'REVOKED': {
      // 撤销 of a code that was scanned at a counter: the whole goes back, under no number of a refund.
      const revoked = `REVOKED ${about.transactionId}`
      const amount = [money('refunded'), money('total')].find((each) => each.amount > 0) ?? fen(0)
      return { kind: 'refund', ...about, amount, outRefundNo: revoked, refundId: revoked }
    }
    default:
      throw unreadable(row, 'state')
  }
}

const unreadable = (row: number, what: string) => busy(`bill line ${row}: ${what}`)
