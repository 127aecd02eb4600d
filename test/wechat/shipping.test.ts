import { fen } from '@xiaopu/domain'
import { wechatPay } from '@xiaopu/pay/wechat'
import { createSandbox } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'

const now = Date.UTC(2026, 10, 24, 8)
const sandbox = createSandbox({ now: () => now })
const { provider: _provider, ...account } = sandbox.wechatPay.account()
const payer = 'o02abcdefghijklmnop'
let shop: ReturnType<typeof wechatPay>

beforeAll(async () => {
  const { url } = await sandbox.start()
  shop = wechatPay({ ...account, hosts: sandbox.wechatPay.hosts(url), now: () => now })
})
afterAll(() => sandbox.stop())

async function paid(outTradeNo: string) {
  await shop.start({
    outTradeNo,
    amount: fen(1990),
    subject: '阿梅的小店',
    expiresAt: '2026-11-24T08:15:00Z',
    notifyUrl: 'http://127.0.0.1:1/notify',
    returnUrl: 'http://127.0.0.1:1/back',
    way: 'mini',
    payer,
  })
  sandbox.wechatPay.pay(outTradeNo)
  const rest = { outTradeNo, payer, phone: '138****0000', at: '2026-11-24T09:00:00.000Z' }
  return (numbers: readonly string[], isComplete: boolean, more: object = {}) =>
    shop.shipping?.report({
      ...rest,
      parcels: numbers.map((number) => ({ carrier: '顺丰速运', number, goods: '透明收纳盒' })),
      isComplete,
      ...more,
    })
}

const told = () => sandbox.wechatPay.shippings().at(-1)

test('parcels of several suppliers are told one by one, and which one is the last', async () => {
  const report = await paid('ship-split')
  await report(['SF1'], false)
  expect(told()).toMatchObject({
    deliveryMode: 2,
    isAllDelivered: false,
    parcels: [{ company: 'SF' }],
  })
  await report(['SF1', 'SF2'], true)
  expect(told()).toMatchObject({ deliveryMode: 2, isAllDelivered: true, uploads: 2 })
  expect(told()?.parcels).toHaveLength(2)
})

test('one parcel that is all is one delivery, which may be corrected once', async () => {
  const report = await paid('ship-again')
  await report(['SF1'], true)
  await report(['SF9'], true)
  expect(told()).toMatchObject({ deliveryMode: 1, uploads: 2, parcels: [{ number: 'SF9' }] })
  await expect(report(['SF10'], true)).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    detail: { reason: '10060003' },
  })
})

test('a carrier without a code, another buyer and a busy WeChat are told apart', async () => {
  const report = await paid('ship-wrong')
  const parcels = [{ carrier: '一家没听说过的快递', number: '1', goods: '盒' }]
  await expect(report([], true, { parcels })).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    detail: { reason: 'carrier' },
  })
  await expect(report(['SF1'], true, { payer: 'o02somebodyelse' })).rejects.toMatchObject({
    code: 'PLATFORM_REFUSED',
    detail: { reason: '10060002' },
  })
  sandbox.wechatPay.fault('busy')
  await expect(report(['SF1'], true)).rejects.toMatchObject({ code: 'PROVIDER_BUSY' })
  await report(['SF1'], true)
  expect(told()).toMatchObject({ uploads: 1 })
})
