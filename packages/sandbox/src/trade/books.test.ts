import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buyer, oneCup, twoBags } from '../buyer.test.fixture.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { control, tryControl } from '../talk.test.fixture.ts'
import { GOODS_STATUSES, type GoodsStatus } from '../world/refund.ts'
import { ESCROW, sumOfPurses } from '../world/wallet.ts'

const HOUR = 3_600_000

/** One thing that somebody may do to the last order; most are refused most of the time. */
const acts = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      lines: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pay', 'ship', 'deliver', 'confirm', 'close') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      totalFen: fc.integer({ min: 1, max: 9000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      // Mostly what fits the order; else whatever comes.
      goodsStatus: fc.constantFrom(undefined, undefined, undefined, undefined, ...GOODS_STATUSES),
      request: fc.constantFrom('refund', 'refund', 'returnRefund'),
      share: fc.constantFrom(100, 100, 100, 50, 7),
      entry: fc.integer({ min: 0, max: 1 }),
      carriage: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('agree', 'agree', 'reject', 'send', 'cancelRefund'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.integer({ min: 1, max: 100 }),
    }),
  },
)
type Act = typeof acts extends fc.Arbitrary<infer T> ? T : never

test('whatever happens to orders, all purses together are worth nothing, and no order gives more than it got', async () => {
  let paidBack = 0
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 40 }), async (history) => {
      const sandbox = createSandbox({
        offers: fixtureOffers,
        now: () => Date.parse('2026-11-24T02:00:00Z'),
        callsPerMinute: 1e6,
      })
      await perform(sandbox, { do: 'create', lines: 2 })
      await perform(sandbox, { do: 'pay' })
      for (const act of history) await perform(sandbox, act)
      const { world } = sandbox
      expect(sumOfPurses(world)).toBe(0)
      paidBack += [...world.refunds.values()].filter(
        ({ status }) => status === 'refundsuccess',
      ).length
      const unsettled = [...world.orders.values()].filter(
        ({ status }) => !['success', 'terminated', 'cancel'].includes(status),
      )
      const held = unsettled.reduce((sum, order) => sum + order.paidFen - order.refundedFen, 0)
      expect(world.purses.get(ESCROW) ?? 0).toBe(held)
      for (const order of world.orders.values()) {
        expect(order.refundedFen).toBeLessThanOrEqual(order.paidFen)
        const rows = [...world.ledger.values()].filter(({ orderId }) => orderId === order.id)
        const back = rows
          .filter(({ kind }) => kind === 'refund')
          .reduce((all, { fen }) => all + fen, 0)
        expect(back).toBe(order.refundedFen)
        for (const item of order.items)
          expect(item.shipped + (item.withdrawn ?? 0)).toBeLessThanOrEqual(item.quantity)
      }
    }),
    { numRuns: 60 },
  )
  // The histories must reach what they are about.
  expect(paidBack).toBeGreaterThan(10)
})

const fitting: Readonly<Record<string, GoodsStatus>> = {
  waitsellersend: 'refundWaitSellerSend',
  waitbuyerreceive: 'refundBuyerReceived',
  confirm_goods: 'refundBuyerReceived',
  success: 'aftersaleBuyerReceived',
}

async function perform(sandbox: Sandbox, act: Act): Promise<void> {
  const me = buyer(sandbox)
  const order = [...sandbox.world.orders.values()].at(-1)
  if (act.do === 'create' && 'lines' in act) {
    await me.create(act.lines === 1 ? [oneCup] : [{ ...oneCup, quantity: 3 }, twoBags])
    return
  }
  if (act.do === 'wait' && 'hours' in act) return sandbox.clock.advance(act.hours * HOUR)
  if (!order) return
  const refundId = order.refundIds?.at(-1) ?? 'TQ1'
  const { id: orderId } = order
  if (act.do === 'refund' && 'share' in act) {
    const item = order.items[act.entry] ?? order.items[0]
    const goodsStatus = act.goodsStatus ?? fitting[order.status] ?? 'refundWaitSellerSend'
    await me.ask('alibaba.trade.createRefund', {
      orderId,
      orderEntryIds: [BigInt(item?.subId ?? 0)],
      goodsStatus,
      disputeRequest: act.request,
      applyPayment: Math.floor(((item?.amountFen ?? 0) * act.share) / 100),
      applyCarriage: act.carriage ? order.postFen : 0,
      applyReasonId: goodsStatus.endsWith('BuyerReceived') ? 20021 : 20028,
      description: '不想要了',
      vouchers: ['https://cbu01.alicdn.com/img/ibank/1.jpg'],
    })
  } else if (act.do === 'price' && 'totalFen' in act) {
    await tryControl(sandbox, `orders/${orderId}/price`, { totalFen: act.totalFen })
  } else if (act.do === 'confirm') {
    const orderEntryIds = order.items.map(({ subId }) => BigInt(subId))
    await me.ask('trade.receivegoods.confirm', { orderId, orderEntryIds })
  } else if (act.do === 'agree' || act.do === 'reject') {
    await tryControl(sandbox, `refunds/${refundId}/${act.do}`)
  } else if (act.do === 'send') {
    const back = { refundId, logisticsCompanyNo: 'ZTO', freightBill: '3110044550' }
    await me.ask('alibaba.trade.refund.returnGoods', back)
  } else if (act.do === 'cancelRefund') {
    await me.ask('alibaba.trade.cancelRefund', { refundId })
  } else {
    await tryControl(sandbox, `orders/${orderId}/${act.do}`)
  }
  await control(sandbox, 'clock', { advanceMs: 1 })
}
