import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AfterSaleView, SellerOrder, Shop } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { buyer } from './buyer-over-http.ts'
import { runCommandLine, startCommand } from './command-line.ts'
import { eventually } from './shop.ts'

let data: string
let env: Record<string, string>
let running: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-refunds-'))
  const port = await freePair()
  env = { PORT: String(port), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

/** Runs a command and reads what it answers a program. */
async function xiaopu<T>(...line: string[]): Promise<T> {
  const { code, stdout, stderr } = await runCommandLine([...line, '--json'], env)
  if (code !== 0) throw new Error(`${line.join(' ')}: ${code} ${stderr}`)
  return JSON.parse(stdout)
}

/** Runs a command and reads what it tells people. */
async function say(...line: string[]): Promise<string> {
  const { stdout, stderr } = await runCommandLine(line, env)
  return stdout + stderr
}

async function readUntil(id: string, is: (order: SellerOrder) => boolean): Promise<SellerOrder> {
  return eventually(async () => {
    const [order] = await xiaopu<SellerOrder[]>('orders', id)
    return order && is(order) && order
  })
}

test('a seller holds a purchase by policy, decides it, gives money back and answers a claim', {
  timeout: 120_000,
}, async () => {
  const policy = 'mode=manual,loss=30,rise-rate=5%,delay=0,no-answer=wait'
  const shop = await xiaopu<Shop>('shop', '--policy', policy)
  expect(shop.purchasePolicy).toMatchObject({ mode: 'manual', riseToleranceBp: 500 })
  expect(await say('shop')).toMatch(/采购规则 +mode=manual,rise=1.00,rise-rate=5%,loss=30.00/)

  const gateway = `http://127.0.0.1:${env.PORT}`
  const placed = await buyer(gateway, shop.publishableKey).placeOrder()
  await placed.pay()
  const { id } = placed.order
  const held = await readUntil(id, ({ supplierOrders }) => supplierOrders[0]?.state === 'held')
  const purchase = held.supplierOrders[0]?.id ?? ''
  expect(await say('orders', id)).toMatch(/店铺设置为逐单确认 · 请在 [\d-]+ \d\d:\d\d 前决定/)
  const pasted = '李四 13900139000 浙江省杭州市西湖区学院路 28 号'
  const moved = await xiaopu<SellerOrder>('address', id, ...pasted.split(' '))
  expect(moved.address).toMatchObject({ name: '李*', phone: '139****9000' })
  expect(await say('address', id, '李四')).not.toContain('139')
  expect(await say('orders', id)).toMatch(/寄到 +李\* +139\*{4}9000 +浙江省杭州市西湖区学院/)
  await xiaopu('decide', id, purchase, 'buy')
  const bought = await readUntil(id, ({ state }) => state === 'placed')
  const sales = bought.book.find(({ account }) => account === 'sales')
  expect(sales?.amount).toEqual(bought.total)

  const part = await xiaopu<SellerOrder>('refund', id, '--amount', '0.5', '--words', '运费补给你')
  expect(part.refunds.map(({ amount }) => amount.amount)).toEqual([50])
  await readUntil(id, ({ profit }) => profit.amount === bought.profit.amount - 50)
  const byHand = ['refund', id, '--by-hand', '工行转账 8823', '--amount', '0.2']
  await xiaopu(...byHand)
  const again = await xiaopu<SellerOrder>(...byHand)
  expect(again.refunds.map(({ amount }) => amount.amount)).toEqual([50, 20])
  expect(again.refunds[1]?.byHand).toEqual({ means: 'other_means', reference: '工行转账 8823' })
  expect(await say(...byHand, '--refund', again.refunds[0]?.id ?? '')).toContain(
    '--refund 已经写明',
  )
  await readUntil(id, ({ profit }) => profit.amount === bought.profit.amount - 70)
  const shown = await say('orders', id)
  expect(shown).toMatch(/¥0\.20 +已退款 +店主退款 +工行转账 8823 +rfd_/)
  expect(shown).toMatch(/¥0\.50 .*店主退款 +运费补给你/)
  expect(shown).toMatch(/利润明细\n +卖货收入 +\+¥[\d.]+\n +进货成本 +-¥[\d.]+/)

  const opened = await fetch(`${gateway}/v1/orders/${id}/after-sales?shop=${shop.publishableKey}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-order-token': placed.token,
      'idempotency-key': `claim-${id}`,
    },
    body: JSON.stringify({ kind: 'return_refund', reason: 'damaged', note: '有划痕' }),
  })
  expect(opened.status).toBe(200)
  const [claim] = await xiaopu<AfterSaleView[]>('after-sales')
  expect(await say('after-sales', 'list', '--state', 'opened')).toMatch(
    /退货退款 +等你答复 .*有划痕/,
  )
  const answer = ['after-sales', 'refuse', claim?.id ?? '', '--words', '还没有发货']
  expect(await xiaopu<AfterSaleView>(...answer)).toMatchObject({ state: 'refused' })

  for (const lines of ['1:0', '1,1']) {
    const refused = await runCommandLine(['refund', id, '--line', lines], env)
    expect([refused.code, refused.stdout]).toEqual([2, ''])
  }
  const rest = await xiaopu<SellerOrder>('refund', id, '--line', '1:1')
  expect(rest.lines[0]?.returned).toBe(1)
  expect(await say('refund', id)).toContain('[REFUND_TOO_MUCH')
})

test('all of an order that was given back by hand is written down once, however often it is said', async () => {
  const { publishableKey } = await xiaopu<Shop>('shop')
  const placed = await buyer(`http://127.0.0.1:${env.PORT}`, publishableKey).placeOrder()
  await placed.pay()
  const { id } = placed.order
  await readUntil(id, ({ supplierOrders }) => supplierOrders[0]?.state === 'held')
  const line = ['refund', id, '--by-hand', '现金 1201']
  const [first, again] = [await xiaopu<SellerOrder>(...line), await xiaopu<SellerOrder>(...line)]
  expect(first.refunds).toHaveLength(1)
  expect(again.refunds).toEqual(first.refunds)
  expect(await say('refund', id, '--by-hand', '现金 1202')).toContain('[REFUND_TOO_MUCH')
})

test('a purchase that 1688 refused says why in words, until when, and what to type', async () => {
  const { publishableKey } = await xiaopu<Shop>('shop', '--policy', 'mode=auto')
  const faults = `http://127.0.0.1:${Number(env.PORT) + 1}/sandbox/api/faults`
  const refusing = { api: 'alibaba.trade.fenxiaoOrder.create', kind: 'permission', times: 9 }
  await fetch(faults, { method: 'POST', body: JSON.stringify(refusing) })
  const placed = await buyer(`http://127.0.0.1:${env.PORT}`, publishableKey).placeOrder()
  await placed.pay()
  const { id } = placed.order
  const held = await readUntil(id, ({ supplierOrders }) => supplierOrders[0]?.state === 'held')
  const purchase = held.supplierOrders[0]?.id ?? ''
  const shown = await say('orders', id)
  expect(shown).toMatch(/1688 应用没有这个接口的权限.+ · 请在 \S+ \S+ 前决定/)
  const [, line = ''] = / (decide ord_.+)$/m.exec(shown) ?? []
  expect(line).toBe(`decide ${id} ${purchase} buy|replace|refund`)
  await fetch(faults, { method: 'DELETE' })
  await xiaopu(...line.replace('|replace|refund', '').split(' '))
  const bought = await readUntil(id, ({ state }) => state === 'placed')
  expect(bought.supplierOrders[0]?.decideBefore).toBeUndefined()
  expect(await say('orders', id)).not.toContain('xiaopu decide')
})

test('what is typed wrong about money is said, and nothing is sent', async () => {
  const wrong = [
    ['refund'],
    ['refund', 'ord_x', '3.5'],
    ['refund', 'ord_x', 'ord_y'],
    ['refund', 'ord_x', '--refund', 'rfd_x'],
    ['refund', 'ord_x', '--line', '1', '--line', '2'],
    ['after-sales', 'approve', 'asc_x', '5'],
    ['after-sales', 'refund', 'asc_x', '--amount', '5'],
    ['after-sales', 'accept-goods', 'asc_x', '--amount', '5'],
    ['after-sales', 'refuse', 'asc_x', '--words', '不', '--keep-goods'],
    ['after-sales', 'list', '--amount', '5'],
    ['decide', 'ord_x', 'sor_x', 'refund', 'all'],
    ['coupons', '--off', '5', '--until', '2027-01-01'],
    ['groups', '--size', '3'],
    ['keys', '--name', 'bookkeeping'],
    ['decide', 'ord_x', 'sor_x', 'burn'],
    ['after-sales', 'approve'],
    ['after-sales', 'refuse', 'asc_x'],
    ['after-sales', 'refund'],
    ['shop', '--policy', 'mode=never'],
    ['shop', '--policy', 'loss=cheap'],
    ['shop', '--policy', 'constructor=1'],
    ['shop', '--policy', 'delay=2000'],
  ]
  for (const line of wrong) {
    const { code, stdout, stderr } = await runCommandLine(line, env)
    expect([line, code, stdout]).toEqual([line, 2, ''])
    expect(stderr).toMatch(/^失败：.+\n$/)
  }
})
