import { day, type OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { payAt, startPaying } from '../market.ts'
import { order } from '../scenarios/story.ts'
import { eventually, openShop } from '../shop.ts'

test('a gateway that looks again after two days of silence finds money for what its cashier had called closed, without a bill', async () => {
  let isCareless = true
  const market = await openShop({
    payments: ({ bill: _, ...cashier }) => ({
      ...cashier,
      async query(outTradeNo) {
        const fact = await cashier.query(outTradeNo)
        return isCareless && fact?.state === 'notpay' ? { ...fact, state: 'closed' } : fact
      },
    }),
  })
  const placed = await order(market)
  const cashier = await startPaying(placed)
  const { json: seen } = await placed.tell<OrderView>('payments/check')
  expect(seen.payment).toMatchObject({ state: 'closed' })
  isCareless = false
  await market.control('/cashier-faults', { kind: 'drop', times: 9 })
  await payAt(market, cashier)
  // Nobody is there meanwhile: the next look is the first.
  await market.clock.advance(2 * day)
  const refund = await eventually(async () => (await placed.readAsSeller()).refunds[0])
  expect(refund).toMatchObject({ reason: 'late_payment', amount: placed.order.total })
  await market.close()
})
