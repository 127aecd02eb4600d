import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { createSandbox } from '@xiaopu/sandbox'
import { expect, test } from 'vitest'
import { openEar } from './payments/ear.ts'
import { type ProviderBench, testPaymentProvider } from './suites/payment-provider.ts'

const merchant = 'mch_sandbox'
const secret = 'cashier-secret'

/** The sandbox's cashier over real HTTP; its clock stands still until it is turned. */
async function openSandboxCashier(): Promise<ProviderBench> {
  const began = Date.UTC(2026, 10, 24, 8)
  const ear = await openEar()
  const sandbox = createSandbox({ now: () => began })
  const { url } = await sandbox.start()
  return {
    provider: sandboxCashier({ baseUrl: url, merchant, secret, now: sandbox.clock.now }),
    merchant,
    notifyUrl: ear.url,
    now: sandbox.clock.now,
    starts: { way: 'page' },
    habits: { writesBills: true },
    async pay(step) {
      if (step.kind !== 'redirect') throw new Error(`a cashier is a page, not ${step.kind}`)
      const answer = await fetch(`${step.url}/pay`, { method: 'POST', redirect: 'manual' })
      expect(answer.status).toBe(303)
      await answer.body?.cancel()
    },
    advance: (ms) => sandbox.clock.advance(ms),
    arrived: ear.take,
    async fail(kind) {
      await sandbox.cashier.addFault({ kind })
    },
    async close() {
      await sandbox.stop()
      ear.close()
    },
  }
}

testPaymentProvider('sandbox cashier', openSandboxCashier)

test('a shop with another secret hears nothing it could believe', async () => {
  const sandbox = createSandbox({})
  const { url } = await sandbox.start()
  const stranger = sandboxCashier({ baseUrl: url, merchant, secret: 'guessed' })
  await expect(stranger.query('pay_1')).rejects.toMatchObject({
    code: 'PROVIDER_BUSY',
    detail: { reason: 'SIGN_ERROR' },
  })
  await sandbox.stop()
})
