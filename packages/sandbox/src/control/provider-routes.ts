import { derOf, newKeys } from '../providers/alipay/sign.ts'
import {
  accountKey,
  type ProviderName,
  providerFaultKinds,
  providerNames,
} from '../providers/books.ts'
import { findTrade, payTrade } from '../providers/deeds.ts'
import type { Sandbox } from '../sandbox.ts'
import { count } from '../world/count.ts'
import { ControlError } from './control-error.ts'
import type { Asked, ControlRoute } from './control-route.ts'

const names = providerNames.join('|')

/** What a merchant does in the consoles of Alipay and the like, and a buyer inside an app. */
export const providerRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/provider-accounts',
    summary:
      'Register an app at a provider, as in its console; answers the keys that the merchant copies',
    body: `{provider: ${names}, app, settings: {sellerId?, publicKey?, …}}`,
    run: ({ providers }, { body }) => {
      const provider = providerOf(body)
      const app = body.text('app') ?? ''
      if (!/^\w{1,64}$/.test(app)) throw new ControlError(400, 'app must be letters and digits')
      const given = Object.fromEntries(
        Object.entries(body.object('settings') ?? {}).map(([name, value]) => [name, String(value)]),
      )
      const { shown, ...kept } =
        provider === 'alipay' ? alipaySettings(given) : { shown: {}, ...given }
      providers.books.accounts.put(accountKey(provider, app), { provider, app, settings: kept })
      return { provider, app, ...shown }
    },
  },
  {
    method: 'POST',
    path: '/provider-payments',
    summary: 'Pay as the buyer does inside an app',
    body: `{provider: ${names}, app, outTradeNo}`,
    run: ({ world, providers }, { body }) => {
      const account = providers.books.accounts.get(
        accountKey(providerOf(body), body.text('app') ?? ''),
      )
      const trade = account && findTrade(providers.books, account, body.text('outTradeNo') ?? '')
      if (!trade) throw new ControlError(404, 'no such trade')
      return { paid: payTrade(world, providers.books, trade) }
    },
  },
  {
    method: 'POST',
    path: '/provider-faults',
    summary: 'Let the next notices or calls of a provider suffer',
    body: `{provider: ${names}, kind: ${providerFaultKinds.join('|')}, times?, seconds?}`,
    run: ({ world, providers }, { body }) => {
      const provider = providerOf(body)
      const kind = providerFaultKinds.find((each) => each === body.text('kind'))
      const [times, seconds] = [body.number('times') ?? 1, body.number('seconds')]
      if (!kind) throw new ControlError(400, `kind must be one of ${providerFaultKinds.join(', ')}`)
      if (!Number.isSafeInteger(times) || times < 1)
        throw new ControlError(400, 'times must be 1 or more')
      const id = `pf${count(world, 'provider-faults')}`
      providers.books.faults.put(id, {
        ...{ id, provider, kind, times },
        ...(seconds !== undefined && { seconds }),
      })
      return { id }
    },
  },
  {
    method: 'GET',
    path: '/providers',
    summary: 'Trades, refunds and notices of Alipay and the like',
    run: describeProviders,
  },
]

function describeProviders({ providers: { books } }: Sandbox) {
  return {
    trades: [...books.trades.values()],
    refunds: [...books.refunds.values()],
    notices: [...books.notices.values()],
    faults: [...books.faults.values()],
  }
}

function providerOf(body: Asked['body']): ProviderName {
  const provider = providerNames.find((each) => each === body.text('provider'))
  if (!provider) throw new ControlError(400, `provider must be one of ${providerNames.join(', ')}`)
  return provider
}

/**
 * Alipay keeps the app's public key and a pair of its own; the merchant copies Alipay's public key. A
 * merchant without keys gets a pair, as from the key tool.
 */
function alipaySettings(given: Readonly<Record<string, string>>) {
  const own = newKeys()
  const tool = given.publicKey === undefined ? newKeys() : undefined
  const publicKey = tool?.publicKey ?? derOf(given.publicKey ?? '')
  if (publicKey === undefined) throw new ControlError(400, 'publicKey is no public key')
  const sellerId = given.sellerId ?? '2088000000000001'
  return {
    publicKey,
    sellerId,
    alipayPrivateKey: own.privateKey,
    shown: {
      sellerId,
      alipayPublicKey: own.publicKey,
      ...(tool && { privateKey: tool.privateKey }),
    },
  }
}
