import type { PaymentStep, WayName } from '@xiaopu/domain'
import { wechatPay } from '@xiaopu/pay/wechat'
import { createSandbox } from '@xiaopu/sandbox'
import { expect } from 'vitest'
import { openEar } from '../payments/ear.ts'
import { type ProviderBench, testPaymentProvider } from '../suites/payment-provider.ts'

type Sandbox = ReturnType<typeof createSandbox>

/** What the buyer's phone does with a step; whether it worked shows in the provider's books. */
function buyer(sandbox: Sandbox, url: string) {
  return async (step: PaymentStep) => {
    const { wechatPay } = sandbox
    if (step.kind === 'bridge')
      return void wechatPay.payInWindow(step.params as Readonly<Record<string, string>>)
    if (step.kind === 'qr') return void wechatPay.scan(step.content)
    // H5 pay shows its page only to who comes from a merchant's.
    const page = await fetch(step.url, { headers: { referer: 'https://shop.example/' } })
    expect(page.status).toBe(200)
    const [, action] = /action="([^"]+)"/.exec(await page.text()) ?? []
    if (!action) return
    const target = new URL(action.replaceAll('&amp;', '&'), url)
    const paid = await fetch(target, { method: 'POST', redirect: 'manual' })
    await paid.body?.cancel()
  }
}

/** WeChat Pay in the sandbox over real HTTP; its clock stands still until it is turned. */
function openWechat(way: WayName, openid?: string) {
  return async (): Promise<ProviderBench> => {
    const began = Date.UTC(2026, 10, 24, 8)
    const ear = await openEar()
    const sandbox = createSandbox({ now: () => began })
    const { url } = await sandbox.start()
    const { provider: _provider, ...account } = sandbox.wechatPay.account()
    const now = sandbox.clock.now
    return {
      provider: wechatPay({ ...account, hosts: sandbox.wechatPay.hosts(url), now }),
      merchant: account.mchid,
      notifyUrl: ear.url,
      starts: { way, ...(openid && { payer: openid }), clientIp: '203.0.113.9' },
      now,
      habits: { writesBills: true },
      pay: buyer(sandbox, url),
      advance: (ms) => sandbox.clock.advance(ms),
      arrived: ear.take,
      async fail(kind) {
        sandbox.wechatPay.fault(kind)
      },
      async close() {
        await sandbox.stop()
        ear.close()
      },
    }
  }
}

testPaymentProvider('WeChat JSAPI', openWechat('jsapi', 'o01abcdefghijklmnop'))
testPaymentProvider('WeChat mini-program', openWechat('mini', 'o02abcdefghijklmnop'))
testPaymentProvider('WeChat H5', openWechat('h5'))
testPaymentProvider('WeChat Native', openWechat('native'))
