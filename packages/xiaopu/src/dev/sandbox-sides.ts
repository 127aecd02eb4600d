import { alibaba } from '@xiaopu/alibaba'
import type { PaymentProvider } from '@xiaopu/domain'
import type { GatewayOptions } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import {
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  defaultMerchant,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import type { PlatformHooks } from '../services.ts'
import { direct } from './direct.ts'

type Sides = Pick<GatewayOptions, 'platform' | 'imageHosts' | 'fetch' | 'clock'> & {
  readonly payments: PaymentProvider
}

/** The two sides that a gateway stands between, both at the sandbox, and its clock. */
export function sandboxSides(sandbox: Sandbox, url: string, hooks: PlatformHooks = {}): Sides {
  const now = () => sandbox.clock.now()
  const ask = direct((request) => sandbox.fetch(request))
  const drawn = direct(({ url: picture }) =>
    sandbox.fetch(new Request(new URL(new URL(picture).pathname, url))),
  )
  return {
    platform: alibaba({
      baseUrl: url,
      appKey: DEFAULT_APP_KEY,
      appSecret: DEFAULT_APP_SECRET,
      token: FIRST_TOKEN,
      fetch: ask,
      now,
      ...hooks,
    }),
    payments: sandboxCashier({
      baseUrl: url,
      merchant: defaultMerchant.id,
      secret: defaultMerchant.secret,
      fetch: ask,
      now,
    }),
    imageHosts: ['.alicdn.com'],
    // The sandbox draws what cannot be reached offline, under the same path; programs that are told
    // of orders are on the network.
    fetch: (input, init) => {
      const asked = input instanceof Request ? input.url : String(input)
      return new URL(asked).hostname.endsWith('.alicdn.com')
        ? drawn(input, init)
        : fetch(input, init)
    },
    clock: { now },
  }
}
