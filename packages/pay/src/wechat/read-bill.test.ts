import { type BillLine, fen, isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yuanOf } from '../yuan.ts'
import { readWechatBill } from './read-bill.ts'

const expected = { mchid: '1900000109', date: '2026-11-24' }
const heads =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const sums =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const paid: Readonly<Record<string, string>> = {
  ...{ 交易时间: '2026-11-24 16:00:05', 公众账号ID: 'wx5a4d8b00c0ffee01', 商户号: '1900000109' },
  ...{ 特约商户号: '0', 微信订单号: '4200202611240000000000000001' },
  ...{ 商户订单号: '26112416000000000101', 用户标识: 'o01abc', 交易类型: 'JSAPI' },
  ...{ 交易状态: 'SUCCESS', 付款银行: 'OTHERS', 货币种类: 'CNY', 应结订单金额: '16.90' },
  ...{ 代金券金额: '3.00', 微信退款单号: '0', 商户退款单号: '0', 退款金额: '0.00' },
  ...{ 商品名称: '阿梅的小店', 手续费: '0.10000', 费率: '0.60%' },
  ...{ 订单金额: '19.90', 申请退款金额: '0.00' },
}
const refunded: Readonly<Record<string, string>> = {
  ...paid,
  ...{ 交易时间: '2026-11-24 23:59:59', 交易状态: 'REFUND', 应结订单金额: '0.00' },
  ...{ 微信退款单号: '5030202611240000000000000001', 商户退款单号: '01HXREFUND0000000000000001' },
  ...{ 退款金额: '8.00', 退款状态: 'PROCESSING', 订单金额: '0.00', 申请退款金额: '9.90' },
}

const row = (of: Readonly<Record<string, string>>, head = heads) =>
  head
    .split(',')
    .map((name) => `\`${of[name] ?? ''}`)
    .join(',')

const billOf = (rows: readonly string[], head = heads) =>
  [head, ...rows, sums, `\`${rows.length},\`0.00`, ''].join('\r\n')

const payment: BillLine = {
  ...{ kind: 'payment', outTradeNo: '26112416000000000101', amount: fen(1990) },
  ...{ transactionId: '4200202611240000000000000001', at: '2026-11-24T08:00:05.000Z' },
}
const refund: BillLine = {
  ...payment,
  ...{ kind: 'refund', amount: fen(990), at: '2026-11-24T15:59:59.000Z' },
  ...{ outRefundNo: '01HXREFUND0000000000000001', refundId: '5030202611240000000000000001' },
}

test('a payment counts with what the order costs, a refund with what was asked for, whatever coupons did', () => {
  expect(readWechatBill(billOf([row(paid), row(refunded)]), expected)).toEqual([payment, refund])
})

test('the columns of accounts of old, lines that end in one mark and another order of columns are read', () => {
  const old = heads
    .replace(',订单金额,申请退款金额,费率备注', '')
    .replace('应结订单金额', '总金额')
    .split(',')
    .toReversed()
    .join(',')
  const rows = [row({ ...paid, 总金额: '19.90' }, old), row({ ...refunded, 退款金额: '9.90' }, old)]
  const text = billOf(rows, old).replaceAll('\r', '')
  expect(readWechatBill(text, expected)).toEqual([payment, refund])
})

test('what a product is called does not move the fields after it', () => {
  const text = billOf([row({ ...paid, 商品名称: 'a,`b,c', 商户数据包: '`,`9999.00,`' })])
  expect(readWechatBill(text, expected)).toEqual([payment])
})

test('money that was revoked at a counter went back', () => {
  const text = billOf([row({ ...paid, 交易状态: 'REVOKED' })])
  const number = `REVOKED ${payment.transactionId}`
  expect(readWechatBill(text, expected)).toEqual([
    { ...payment, kind: 'refund', outRefundNo: number, refundId: number },
  ])
})

test('a bill of a day without rows is empty', () => {
  expect(readWechatBill(billOf([]), expected)).toEqual([])
})

test('yuan become fen without a fraction in between, whatever the amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
      const text = billOf([row({ ...paid, 订单金额: yuanOf(fen(amount)) })])
      expect(readWechatBill(text, expected)).toEqual([{ ...payment, amount: fen(amount) }])
    }),
  )
})

test.each([
  ['nothing at all', '', 'line 0: sums'],
  ['a page that is no bill', '<html>\n</html>', 'line 2: sums'],
  ['a bill without sums', billOf([row(paid)]).split(sums)[0] ?? '', 'line 2: sums'],
  ['more after the sums', `${billOf([row(paid)])}${row(paid)}`, 'line 5: sums'],
  ['a row less than the sums say', billOf([row(paid)]).replace('`1,', '`2,'), 'line 4: count'],
  [
    'a column less',
    billOf([row(paid)], heads.replace('微信订单号', '订单')),
    'line 1: transactionId',
  ],
  ['a field less', billOf([row(paid).replace(/,`[^,]*$/, '')]), 'line 2: fields'],
  ['a row without back ticks', billOf([row(paid).replaceAll('`', '')]), 'line 2: fields'],
  ['another merchant', billOf([row({ ...paid, 商户号: '1900000110' })]), 'line 2: merchant'],
  ['another day', billOf([row({ ...paid, 交易时间: '2026-11-25 00:00:00' })]), 'line 2: at'],
  ['no time', billOf([row({ ...paid, 交易时间: '昨天' })]), 'line 2: at'],
  ['another currency', billOf([row({ ...paid, 货币种类: 'USD' })]), 'line 2: currency'],
  ['a third of a fen', billOf([row({ ...paid, 订单金额: '19.903' })]), 'line 2: total'],
  ['an amount below nothing', billOf([row({ ...paid, 订单金额: '-1.00' })]), 'line 2: total'],
  [
    'a refund without a number',
    billOf([row({ ...refunded, 商户退款单号: '' })]),
    'line 2: outRefundNo',
  ],
  [
    'a state that nobody knows',
    billOf([row(paid), row({ ...paid, 交易状态: 'X' })]),
    'line 3: state',
  ],
])('%s is no bill, and says where', (_what, text, reason) => {
  const error = caught(() => readWechatBill(text, expected))
  expect(isShopError(error) && [error.code, error.detail.reason]).toEqual([
    'PROVIDER_BUSY',
    `bill ${reason}`,
  ])
})

function caught(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
