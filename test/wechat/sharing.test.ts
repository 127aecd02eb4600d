import { fen, type ProfitSharing } from '@xiaopu/domain'
import { wechatPay } from '@xiaopu/pay/wechat'
import { createSandbox } from '@xiaopu/sandbox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const began = Date.UTC(2026, 10, 24, 8)
const sandbox = createSandbox({ now: () => began })
const { wechatPay: wechat } = sandbox
let pay: ReturnType<typeof wechatPay>
let sharing: ProfitSharing

beforeAll(async () => {
  const { url } = await sandbox.start()
  const { provider: _, ...account } = wechat.account()
  pay = wechatPay({ ...account, hosts: wechat.hosts(url), now: sandbox.clock.now })
  if (!pay.sharing) throw new Error('WeChat shares')
  sharing = pay.sharing
  await sharing.addReceiver({ kind: 'person', account: anna })
  await sharing.addReceiver({ kind: 'merchant', account: house, name: '杭州帮卖商行' })
})
afterAll(() => sandbox.stop())

const [anna, house, stranger] = ['o01anna', '1900000777', 'o01nobody']
let count = 0
let transactionId = ''
let outTradeNo = ''
let outShareNo = ''

/** A payment of 100 yuan. */
async function paid(shared = true): Promise<void> {
  outTradeNo = `S2026112400${String(++count).padStart(4, '0')}`
  outShareNo = `sh${outTradeNo}`
  await pay.start({
    ...{ outTradeNo, amount: fen(10_000), subject: '小铺', way: 'native', shared },
    ...{ notifyUrl: 'http://127.0.0.1:1/notify', returnUrl: 'http://127.0.0.1:1/' },
    expiresAt: new Date(sandbox.clock.now() + 900_000).toISOString(),
  })
  expect(wechat.pay(outTradeNo)).toBe(true)
  transactionId = wechat.trades().at(-1)?.transactionId ?? ''
}
beforeEach(() => paid())

const numbers = () => ({ outShareNo, transactionId })
/** As a shop knows a payment that nothing was shared of; more goods than there were let WeChat decide. */
const known = (more: object = {}) => ({
  ...{ goods: fen(1_000_000), refunded: fen(0), shared: fen(0), times: 0, levels: 1 as const },
  ...more,
})
const give = (
  amount: number,
  account = anna,
  kind: 'person' | 'merchant' = 'person',
  more: { about?: object; level?: number } = {},
) =>
  sharing.share({
    ...numbers(),
    about: known(more.about),
    receivers: [{ kind, account, amount: fen(amount), level: more.level ?? 1, words: '分享佣金' }],
  })
const later = () => sandbox.clock.advance(5_000)
const unsent = (reason: string) => ({ code: 'BAD_REQUEST', detail: { reason } })
const refusal = (reason: string) => ({ code: 'PLATFORM_REFUSED', detail: { reason } })

test('a payment is begun for sharing only where it was asked for', async () => {
  expect(wechat.trades().at(-1)?.isShared).toBe(true)
  await paid(false)
  expect(wechat.trades().at(-1)?.begun).not.toContain('settle_info')
  await expect(give(100)).rejects.toMatchObject(refusal('INVALID_REQUEST'))
  expect(await sharing.left(transactionId)).toEqual(fen(0))
})

test('a person gets her part after a while, known by nothing but her openid', async () => {
  expect(await give(3000)).toEqual({
    outShareNo,
    state: 'processing',
    parts: [{ kind: 'person', account: anna, amount: fen(3000), state: 'pending' }],
  })
  await later()
  expect(await sharing.query(numbers())).toMatchObject({
    state: 'finished',
    parts: [{ state: 'paid' }],
  })
  expect(await sharing.left(transactionId)).toEqual(fen(7000))
  expect(wechat.receivers().find(({ account }) => account === anna)).toEqual({
    type: 'PERSONAL_OPENID',
    account: anna,
  })
})

test('a merchant’s name travels so that WeChat alone can read it, by key or by certificate', async () => {
  const found = () => wechat.receivers().find(({ account }) => account === house)?.name
  expect(found()).toBe('杭州帮卖商行')
  const { provider: _, verifiers, ...account } = wechat.account()
  const byCertificate = wechatPay({
    ...{ ...account, verifiers: verifiers.slice(1), now: sandbox.clock.now },
    hosts: wechat.hosts((await sandbox.start()).url),
  })
  wechat.signing('certificate')
  const receiver = { kind: 'merchant', account: house, name: '宁波帮卖商行' } as const
  await byCertificate.sharing?.addReceiver(receiver)
  wechat.signing('public-key')
  expect(found()).toBe('宁波帮卖商行')
})

test('a merchant without a name is refused before anything is sent', async () => {
  const before = wechat.receivers().length
  const nameless = sharing.addReceiver({ kind: 'merchant', account: '1900000888' })
  await expect(nameless).rejects.toMatchObject(refusal('name'))
  expect(wechat.receivers()).toHaveLength(before)
})

test('a receiver who was removed gets nothing, and it is said why', async () => {
  await sharing.addReceiver({ kind: 'person', account: stranger })
  await sharing.removeReceiver({ kind: 'person', account: stranger })
  await give(100, stranger)
  await later()
  expect((await sharing.query(numbers()))?.parts).toEqual([
    {
      ...{ kind: 'person', account: stranger, amount: fen(100) },
      ...{ state: 'closed', reason: 'NO_RELATION' },
    },
  ])
  expect(await sharing.left(transactionId)).toEqual(fen(10_000))
})

test('a part that WeChat closes stays the merchant’s', async () => {
  wechat.fault('share-closed')
  await give(500)
  await later()
  const fact = await sharing.query(numbers())
  expect(fact?.parts).toMatchObject([{ state: 'closed', reason: 'ACCOUNT_ABNORMAL' }])
  expect(await sharing.left(transactionId)).toEqual(fen(10_000))
})

test('a fen over 30 % is refused, in one share and in several', async () => {
  await expect(give(3001)).rejects.toMatchObject(refusal('RULE_LIMIT'))
  await give(2000)
  outShareNo += 'b'
  await expect(give(1001)).rejects.toMatchObject(refusal('RULE_LIMIT'))
  expect((await give(1000)).state).toBe('processing')
})

test('a share that is sent again is the same one; other words under its number are refused', async () => {
  await give(1000)
  await give(1000)
  expect(wechat.shares().filter((share) => share.outTradeNo === outTradeNo)).toHaveLength(1)
  await expect(give(1001)).rejects.toMatchObject(refusal('INVALID_REQUEST'))
})

test.each(['busy', 'lost-answer', 'unsigned'] as const)(
  'an answer that is %s leaves the outcome open, and asking again settles it',
  async (fault) => {
    wechat.fault(fault)
    await expect(give(1000)).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
    if (fault === 'busy') expect(await sharing.query(numbers())).toBeUndefined()
    await give(1000)
    await later()
    expect((await sharing.query(numbers()))?.parts).toMatchObject([{ state: 'paid' }])
    expect(await sharing.left(transactionId)).toEqual(fen(9000))
  },
)

test('a number that nobody used is none, and so is one of another payment', async () => {
  expect(await sharing.query(numbers())).toBeUndefined()
  await give(10)
  expect(await sharing.query({ outShareNo, transactionId: '4200000000' })).toBeUndefined()
})

test('finishing gives the merchant what is left, and nothing is shared after it', async () => {
  await give(1000)
  const done = { outShareNo: `${outShareNo}e`, transactionId, words: '完结' }
  expect(await sharing.finish(done)).toMatchObject({ state: 'processing', parts: [] })
  await sharing.finish(done)
  await later()
  expect(await sharing.query(done)).toMatchObject({ state: 'finished' })
  expect(await sharing.left(transactionId)).toEqual(fen(0))
  outShareNo += 'b'
  await expect(give(10)).rejects.toMatchObject(refusal('INVALID_REQUEST'))
})

test('a payment of which nothing is shared can be finished too', async () => {
  await sharing.finish({ ...numbers(), words: '完结' })
  expect(await sharing.left(transactionId)).toEqual(fen(0))
})

test('what went back to the buyer cannot be shared', async () => {
  await pay.refund({
    ...{ outTradeNo, outRefundNo: `r${outTradeNo}`, amount: fen(9900), total: fen(10_000) },
    ...{ reason: 'after_sale', notifyUrl: 'http://127.0.0.1:1/notify' },
  })
  expect(await sharing.left(transactionId)).toEqual(fen(100))
  await expect(give(101)).rejects.toMatchObject(refusal('NOT_ENOUGH'))
  expect((await give(100)).state).toBe('processing')
})

test('a merchant gives back for a refund, in parts, once under each number', async () => {
  await give(2000, house, 'merchant')
  await later()
  const back = (no: string, amount: number) =>
    sharing.takeBack({
      ...{ outShareNo, outReturnNo: `${outShareNo}${no}`, account: house },
      ...{ amount: fen(amount), words: '用户退款' },
    })
  const returned = { outReturnNo: `${outShareNo}r1`, state: 'returned', amount: fen(1500) }
  expect(await back('r1', 1500)).toEqual(returned)
  expect(await back('r1', 1500)).toEqual(returned)
  await expect(back('r1', 1400)).rejects.toMatchObject(refusal('INVALID_REQUEST'))
  await expect(back('r2', 501)).rejects.toMatchObject(refusal('INVALID_REQUEST'))
  expect(await back('r3', 500)).toMatchObject({ state: 'returned' })
  const asked = { outShareNo, outReturnNo: `${outShareNo}r1` }
  expect(await sharing.queryReturn(asked)).toEqual(returned)
  expect(await sharing.queryReturn({ outShareNo, outReturnNo: 'none' })).toBeUndefined()
})

test('what a person was given is not taken back, and a return that fails says so', async () => {
  await give(500)
  await later()
  const from = (account: string, no: string) =>
    sharing.takeBack({
      ...{ outShareNo, outReturnNo: `${outShareNo}${no}`, account },
      ...{ amount: fen(100), words: '用户退款' },
    })
  await expect(from(anna, 'r1')).rejects.toMatchObject(refusal('INVALID_REQUEST'))
  outShareNo += 'b'
  await give(500, house, 'merchant')
  await later()
  wechat.fault('share-return-failed')
  expect(await from(house, 'r2')).toMatchObject({ state: 'failed', reason: 'TIME_OUT_CLOSED' })
})

test('fifty receivers at once are taken, one more is not', async () => {
  const many = (length: number) =>
    sharing.share({
      ...numbers(),
      about: known(),
      receivers: Array.from({ length }, (_, i) => ({
        ...{ kind: 'person', account: `o01many${i}`, level: 1, amount: fen(10), words: '分享佣金' },
      })) as Parameters<ProfitSharing['share']>[0]['receivers'],
    })
  await expect(many(51)).rejects.toMatchObject(unsent('too-many-receivers'))
  expect((await many(50)).parts).toHaveLength(50)
})

test('what the law or a shop’s own choice forbids is never sent', async () => {
  const goods = { about: { goods: fen(10_000) } }
  await expect(give(3001, anna, 'person', goods)).rejects.toMatchObject(unsent('over-cap'))
  await expect(give(1, anna, 'person', { level: 2 })).rejects.toMatchObject(unsent('too-deep'))
  const third = give(1, anna, 'person', { level: 3, about: { levels: 2 } })
  await expect(third).rejects.toMatchObject(unsent('too-deep'))
  const refunded = { about: { goods: fen(10_000), refunded: fen(10_000) } }
  await expect(give(1, anna, 'person', refunded)).rejects.toMatchObject(unsent('over-cap'))
  expect(wechat.shares().some((share) => share.outTradeNo === outTradeNo)).toBe(false)
  const second = give(1, anna, 'person', { level: 2, about: { levels: 2 } })
  expect((await second).state).toBe('processing')
})
