import { type Difference, fen, hour, type PaymentStep, type Reconciliation } from '@xiaopu/domain'
import { wechatPay } from '@xiaopu/pay/wechat'
import { expect } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { type Placed, returnUrl } from '../market.ts'
import { order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'

/** The day on which these shops open, and the one after. */
export const firstDay = '2026-11-24'
export const secondDay = '2026-11-25'

let keys = 0

/** A shop that collects by WeChat, and what its seller sees of its books. */
export interface BillShop {
  readonly market: OpenShop
  /** WeChat Pay as whoever else has the account's keys uses it: another program, or a hand. */
  readonly elsewhere: ReturnType<typeof wechatPay>
  /** ¥66 come in for the same merchant under a number that this shop never gave. */
  paidElsewhere(outTradeNo: string): Promise<void>
  /** An order that is begun to be paid; its number at WeChat. */
  begin(shop?: OpenShop): Promise<{ placed: Placed; number: string; step: PaymentStep | undefined }>
  /** An order that is paid, and known to be. */
  paid(shop?: OpenShop): Promise<{ placed: Placed; number: string }>
  /** Gives back all of an order, until WeChat has done it. */
  giveBack(placed: Placed): Promise<void>
  /** Turns the clock to a time of the day in China, and never back. */
  until(date: string, time: string): Promise<void>
  /** Looks at the books now, and waits until that is over. */
  look(shop?: OpenShop): Promise<Reconciliation>
  differences(which?: 'open' | 'all', shop?: OpenShop): Promise<readonly Difference[]>
  /** Which days of WeChat's bills were compared, and how that went. */
  days(): Promise<readonly { day: string; state: string; problem: string | null }[]>
  paymentOf(
    placed: Placed,
  ): Promise<{ payment_id: string; state: string; billed_on: string | null }>
}

export async function openBillShop(): Promise<BillShop> {
  const market = await openShop()
  const { wechatPay: played } = market.sandbox
  const { provider: _provider, ...account } = played.account()
  const elsewhere = wechatPay({
    ...account,
    hosts: played.hosts('http://127.0.0.1:8689'),
    now: market.clock.now,
    fetch: (input, init) => market.sandbox.fetch(new Request(input, init)),
  })
  await giveAccount(market)
  const shop: BillShop = {
    market,
    elsewhere,
    async paidElsewhere(outTradeNo) {
      await elsewhere.start({
        outTradeNo,
        amount: fen(6600),
        subject: '线下收款',
        way: 'native',
        expiresAt: new Date(market.clock.now() + hour).toISOString(),
        notifyUrl: 'https://elsewhere.example/notify',
        returnUrl: 'https://elsewhere.example/',
      })
      expect(played.pay(outTradeNo)).toBe(true)
    },
    async begin(at = market) {
      const placed = await order(at)
      const body = { returnUrl, surface: 'browser-desktop' }
      const { json } = await placed.tell('payments', body, {
        'idempotency-key': `bill-pay-${++keys}`,
      })
      return { placed, number: `${placed.order.number}01`, step: json.payment?.step }
    },
    async paid(at = market) {
      const { placed, number } = await shop.begin(at)
      expect(played.pay(number)).toBe(true)
      await eventually(async () => {
        await market.clock.advance(1000)
        return (await placed.read()).state !== 'pending_payment'
      })
      return { placed, number }
    },
    async giveBack(placed) {
      const { lines } = await placed.read()
      await market.sell(`/v1/seller/orders/${placed.order.id}/refunds`, {
        body: { lines: lines.map(({ id, quantity }) => ({ line: id, quantity })) },
        headers: { 'idempotency-key': `bill-back-${++keys}` },
      })
      await eventually(async () => {
        await market.clock.advance(10_000)
        return (await placed.read()).refunds.every(({ state }) => state === 'succeeded')
      })
    },
    async until(date, time) {
      const left = Date.parse(`${date}T${time}+08:00`) - market.clock.now()
      if (left < 0) throw new Error('that is over')
      // Buying and shipping go on in between: not everything at once.
      for (let turned = 0; turned < left; turned += hour)
        await market.clock.advance(Math.min(hour, left - turned))
    },
    async look(at = market) {
      const path = '/v1/seller/reconcile'
      // One that was made by itself may be under way.
      await idle(at)
      const { json } = await at.sell<Reconciliation>(path, { method: 'POST' })
      return eventually(async () => {
        const { json: now } = await at.sell<Reconciliation>(`${path}/${json.id}`)
        return now.state !== 'running' && now
      })
    },
    async differences(which = 'open', at = market) {
      const path = `/v1/seller/differences?state=${which}`
      return (await at.sell<{ items: Difference[] }>(path)).json.items
    },
    days: () =>
      inDatabase(
        market,
        `select day, state, problem from bill_days
          where shop_id = '${market.shop.id}' and provider = 'wechat' order by day`,
      ),
    async paymentOf({ order: { id } }) {
      const [row] = await inDatabase<{
        payment_id: string
        state: string
        billed_on: string | null
      }>(market, `select payment_id, state, billed_on from payments where order_id = '${id}'`)
      if (!row) throw new Error('no payment')
      return row
    },
  }
  return shop
}

export async function giveAccount(shop: OpenShop, more: object = {}): Promise<void> {
  const { status, text } = await shop.sell('/v1/seller/payment-accounts/wechat', {
    ...{ method: 'PUT', body: { account: { ...shop.sandbox.wechatPay.account(), ...more } } },
  })
  if (status !== 200) throw new Error(text)
}

async function idle(shop: OpenShop): Promise<void> {
  await eventually(async () => {
    const path = '/v1/seller/reconcile?limit=1'
    const { json } = await shop.sell<{ items: Reconciliation[] }>(path)
    return json.items.every(({ state }) => state !== 'running')
  })
}
