import { fen, type PaymentProvider, type PaymentStart, type PaymentStep } from '@xiaopu/domain'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** A notice as it arrived, not yet believed. */
export interface Arrived {
  readonly headers: Headers
  readonly body: Uint8Array
}

/** A provider to try, and the hands that play buyer, provider and time. */
export interface ProviderBench {
  readonly provider: PaymentProvider
  readonly merchant: string
  readonly notifyUrl: string
  /** Epoch ms on the clock that the provider goes by. */
  now(): number
  /** In which way attempts begin, and what that way must know. */
  readonly starts: Pick<PaymentStart, 'way' | 'payer' | 'clientIp'>
  /** The buyer takes a step and pays, or tries to. */
  pay(step: PaymentStep): Promise<void>
  /** Lets time pass, and everything that is due with it. */
  advance(ms: number): Promise<void>
  /** Notices since the last call, oldest first. */
  arrived(): readonly Arrived[]
  readonly habits?: ProviderHabits
  /** The next call fails before the deed (`busy`) or after it (`lost-answer`). */
  fail(how: 'busy' | 'lost-answer'): Promise<void>
  close(): Promise<void>
}

/** Where a provider is unlike others, by its own rules. */
export interface ProviderHabits {
  /** Its notices carry their signature in the body; headers say nothing. */
  readonly signsBody?: boolean
  /** ms that a notice is good for; five minutes where it is not said. */
  readonly noticeLife?: number
  /** Its notices of refunds name the sum of all of them, so that only the payment is told. */
  readonly tellsSums?: boolean
  /** It has no call that closes: an open payment closes by itself when its time is over. */
  readonly closesByItself?: boolean
  /** What it says of a number that nobody used is not known. */
  readonly keepsUnknownOpen?: boolean
  /** What it says of requests that it does not take is not known. */
  readonly refusesWithoutReason?: boolean
  /** A query does not say when it was paid. */
  readonly tellsNoTime?: boolean
  /** It writes a bill for each day. */
  readonly writesBills?: boolean
}

const minute = 60_000

/** Runs against any `PaymentProvider`. An adapter is done when this passes. */
export function testPaymentProvider(name: string, open: () => Promise<ProviderBench>): void {
  let bench: ProviderBench
  let count = 0

  beforeAll(async () => {
    bench = await open()
  })
  afterAll(() => bench?.close())
  beforeEach(() => {
    bench.arrived()
  })

  const newStart = (more: Partial<PaymentStart> = {}): PaymentStart => ({
    outTradeNo: `pay_${String(++count).padStart(6, '0')}`,
    amount: fen(1990),
    subject: '阿梅的小店',
    expiresAt: new Date(bench.now() + 15 * minute).toISOString(),
    notifyUrl: bench.notifyUrl,
    returnUrl: 'http://127.0.0.1:1/back',
    ...bench.starts,
    ...more,
  })

  /** A payment that its buyer has paid. */
  const paid = async (more: Partial<PaymentStart> = {}) => {
    const start = newStart(more)
    const step = await bench.provider.start(start)
    await bench.pay(step)
    await bench.advance(0)
    return start
  }

  const refundOf = ({ outTradeNo, amount }: PaymentStart, more = {}) => ({
    outTradeNo,
    outRefundNo: `rfd_${String(++count).padStart(6, '0')}`,
    amount,
    total: amount,
    reason: '重复付款',
    notifyUrl: bench.notifyUrl,
    ...more,
  })

  const reasonOr = (code: string) => (bench.habits?.refusesWithoutReason ? 'PROVIDER_BUSY' : code)

  test(`${name}: starting the same attempt again is the same attempt`, async () => {
    const start = newStart()
    const first = await bench.provider.start(start)
    const again = await bench.provider.start(start)
    expect(again.kind).toBe(first.kind)
    await bench.pay(first)
    await bench.pay(again)
    await bench.advance(0)
    expect(bench.arrived()).toHaveLength(1)
  })

  test(`${name}: another amount under the same number is refused`, async () => {
    const start = newStart()
    await bench.provider.start(start)
    await expect(bench.provider.start({ ...start, amount: fen(1) })).rejects.toMatchObject({
      code: reasonOr('PAYMENT_MISMATCH'),
    })
    expect((await bench.provider.query(start.outTradeNo))?.amount).toEqual(fen(1990))
  })

  test(`${name}: numbers that nobody used are undefined, or left open`, async () => {
    const numbers = { outTradeNo: 'pay_never_used', outRefundNo: 'rfd_never_used' }
    const asked = [bench.provider.query(numbers.outTradeNo), bench.provider.queryRefund(numbers)]
    for (const each of asked) {
      if (bench.habits?.keepsUnknownOpen)
        await expect(each).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
      else expect(await each).toBeUndefined()
    }
  })

  test(`${name}: a payment is open, then paid, and the notice says what the query says`, async () => {
    const start = newStart()
    const { outTradeNo, amount } = start
    const step = await bench.provider.start(start)
    expect(await bench.provider.query(outTradeNo)).toEqual({ outTradeNo, amount, state: 'notpay' })
    await bench.pay(step)
    await bench.advance(0)
    const fact = await bench.provider.query(outTradeNo)
    expect(fact).toMatchObject({ outTradeNo, amount, state: 'success' })
    expect(fact?.transactionId).toMatch(/\S/)
    if (!bench.habits?.tellsNoTime)
      expect(Math.abs(Date.parse(fact?.paidAt ?? '') - bench.now())).toBeLessThan(minute)
    const [arrived] = bench.arrived()
    if (!arrived) throw new Error('no notice came')
    const notice = await bench.provider.readNotice(arrived.headers, arrived.body)
    expect(notice).toMatchObject({ kind: 'payment', merchant: bench.merchant })
    expect(notice).toMatchObject({ fact })
    const again = await bench.provider.readNotice(arrived.headers, arrived.body)
    expect(again.eventId).toBe(notice.eventId)
  })

  test(`${name}: a notice that was touched, stripped or kept too long is not genuine`, async () => {
    await paid()
    const [arrived] = bench.arrived()
    if (!arrived) throw new Error('no notice came')
    const { headers, body } = arrived
    const refused = { code: 'PAYMENT_NOT_GENUINE' }
    const text = new TextDecoder().decode(body)
    const changed = text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))
    expect(changed).not.toBe(text)
    const touchedBody = new TextEncoder().encode(changed)
    await expect(bench.provider.readNotice(headers, touchedBody)).rejects.toMatchObject(refused)
    if (!bench.habits?.signsBody)
      await expect(bench.provider.readNotice(new Headers(), body)).rejects.toMatchObject(refused)
    for (const header of headers.keys()) {
      if (!/^(x-|wechatpay-(serial|signature|nonce|timestamp)$|kwaisign)/.test(header)) continue
      const touched = new Headers(headers)
      touched.set(header, `${headers.get(header)}0`)
      await expect(bench.provider.readNotice(touched, body)).rejects.toMatchObject(refused)
    }
    await bench.advance((bench.habits?.noticeLife ?? 5 * minute) + minute)
    await expect(bench.provider.readNotice(headers, body)).rejects.toMatchObject(refused)
  })

  test(`${name}: a closed payment cannot be paid any more`, async () => {
    const start = newStart()
    const step = await bench.provider.start(start)
    if (bench.habits?.closesByItself) {
      await expect(bench.provider.close(start.outTradeNo)).rejects.toMatchObject({
        code: 'PROVIDER_BUSY',
      })
      await bench.advance(15 * minute)
    }
    await bench.provider.close(start.outTradeNo)
    await bench.provider.close(start.outTradeNo)
    await bench.pay(step)
    await bench.advance(0)
    expect(await bench.provider.query(start.outTradeNo)).toMatchObject({ state: 'closed' })
    expect(bench.arrived()).toEqual([])
  })

  test(`${name}: a paid payment cannot be closed`, async () => {
    const { outTradeNo } = await paid()
    await expect(bench.provider.close(outTradeNo)).rejects.toMatchObject({
      code: 'ORDER_ALREADY_PAID',
    })
    expect(await bench.provider.query(outTradeNo)).toMatchObject({ state: 'success' })
  })

  test(`${name}: what expires can no longer be paid`, async () => {
    const start = newStart()
    const step = await bench.provider.start(start)
    await bench.advance(16 * minute)
    await bench.pay(step)
    expect(await bench.provider.query(start.outTradeNo)).toMatchObject({ state: 'closed' })
  })

  test(`${name}: a refund sent twice gives the money back once, and is told`, async () => {
    const start = await paid()
    bench.arrived()
    const refund = refundOf(start, { amount: fen(990) })
    const first = await bench.provider.refund(refund)
    expect(await bench.provider.refund(refund)).toMatchObject({ refundId: first.refundId })
    await bench.advance(minute)
    const { outRefundNo, outTradeNo, amount } = refund
    const done = { outRefundNo, outTradeNo, amount, state: 'success' }
    expect(await bench.provider.queryRefund({ outTradeNo, outRefundNo })).toMatchObject(done)
    const notices = await Promise.all(
      bench.arrived().map(({ headers, body }) => bench.provider.readNotice(headers, body)),
    )
    expect(notices).toMatchObject([
      bench.habits?.tellsSums
        ? { kind: 'payment', fact: { outTradeNo, state: 'success', amount: start.amount } }
        : { kind: 'refund', merchant: bench.merchant, fact: done },
    ])
    expect(await bench.provider.query(outTradeNo)).toMatchObject({ state: 'success' })
  })

  test(`${name}: no more goes back than came in`, async () => {
    const start = await paid()
    await bench.provider.refund(refundOf(start, { amount: fen(1000) }))
    await expect(
      bench.provider.refund(refundOf(start, { amount: fen(991) })),
    ).rejects.toMatchObject({ code: reasonOr('PAYMENT_MISMATCH') })
    await expect(
      bench.provider.refund(refundOf(start, { outTradeNo: 'pay_never_used' })),
    ).rejects.toMatchObject({ code: reasonOr('PAYMENT_NOT_FOUND') })
  })

  test.each([
    ['busy', undefined],
    ['lost-answer', 'notpay'],
  ] as const)(`${name}: after %s nothing is assumed, and the number tells`, async (how, state) => {
    const start = newStart()
    await bench.fail(how)
    await expect(bench.provider.start(start)).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
    if (state !== undefined || !bench.habits?.keepsUnknownOpen)
      expect((await bench.provider.query(start.outTradeNo))?.state).toBe(state)
    expect((await bench.provider.start(start)).kind).toBe(
      (await bench.provider.start(newStart())).kind,
    )
  })

  test(`${name}: a bill has what a day brought and took back, once the day is over, where there are bills`, async () => {
    const { bill } = bench.provider
    if (!bill) return expect(bench.habits?.writesBills).toBeUndefined()
    const start = await paid()
    const refund = refundOf(start, { amount: fen(990) })
    await bench.provider.refund(refund)
    const date = new Date(bench.now() + 8 * 60 * minute).toISOString().slice(0, 10)
    expect(await bill(date)).toBeUndefined()
    await bench.advance(35 * 60 * minute)
    const { outTradeNo, outRefundNo } = refund
    const lines = (await bill(date))?.filter((line) => line.outTradeNo === outTradeNo)
    expect(lines).toMatchObject([
      { kind: 'payment', outTradeNo, amount: start.amount },
      { kind: 'refund', outTradeNo, outRefundNo, amount: fen(990) },
    ])
    const told = await bench.provider.query(outTradeNo)
    expect(lines?.[0]).toMatchObject({ transactionId: told?.transactionId })
    expect(await bill('2026-10-01')).toEqual([])
  })
}
