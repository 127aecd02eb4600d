import type { OrderView } from '@xiaopu/domain'
import { hour } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { at1688, becomes, buy, order, settled } from '../scenarios/story.ts'
import { eventually, openShop } from '../shop.ts'

test('a return that was granted before its goods were sent is asked of their supplier once they have left, and nothing fails meanwhile', async () => {
  const market = await openShop()
  const placed = await order(market)
  const bought = await buy(market, placed)
  const claim = { kind: 'return_refund', reason: 'not_as_described' }
  const { json } = await placed.tell<OrderView>('after-sales', claim, {
    'idempotency-key': 'return-before-it-left',
  })
  const [opened] = json.afterSales
  await market.sell(`/v1/seller/after-sales/${opened?.id}/answer`, {
    body: { answer: 'approve', returnTo: '浙江省义乌市 退货仓' },
    headers: { 'idempotency-key': 'approve-before-it-left' },
  })
  await market.clock.advance(3 * hour)
  await settled(market)
  const failed = () => market.log.filter(({ event }) => event === 'job.failed')
  expect(failed()).toEqual([])
  await market.control(`${at1688(bought)}/ship`, {})
  await becomes(placed, 'shipped')
  const asked = await eventually(async () => {
    await market.clock.advance(hour)
    const { json: refunds } = await market.control<{ goodsStatus: string }[]>('/refunds')
    return refunds.length > 0 && refunds
  })
  expect(asked).toMatchObject([{ goodsStatus: 'refundBuyerReceived' }])
  expect(failed()).toEqual([])
  await market.close()
})
