import type { ProviderName } from '@xiaopu/domain'
import { hour, type PaySurface, ShopError, wayToPay } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'

const loginMillis = 2 * hour

const Login = v.object({ provider: v.string(), payer: v.string(), until: v.number() })

/** A login opens for the surface that it was made on and no other: an openid belongs to one app. */
const placeOf = (surface: PaySurface) => ({ table: 'logins', column: 'payer', row: surface })

/**
 * Changes the code of an app's login for a word that says who pays, sealed: it is kept by who was
 * given it, and nowhere else.
 *
 * @throws ShopError PAYMENT_NOT_HERE where nobody has to be known to pay, LOGIN_REFUSED, PROVIDER_BUSY
 */
export async function makeLogin(
  deps: Deps,
  shop: ShopContext,
  asked: {
    readonly surface: PaySurface
    readonly code: string
    readonly provider?: ProviderName | undefined
  },
): Promise<{ login: string; expiresAt: string }> {
  const { surface, code } = asked
  const way = wayToPay(surface, deps.payments.offered(shop), asked.provider)
  const provider = way && (await deps.payments.of(shop.shopId, way.provider))
  if (!provider?.payers) throw new ShopError('PAYMENT_NOT_HERE', { surface })
  const payer = await provider.payers.identify(surface, code)
  const until = deps.clock.now() + loginMillis
  const text = JSON.stringify({ provider: provider.name, payer, until })
  const seal = await deps.vault.of(shop.shopId)
  const login = seal.seal(placeOf(surface), text)
  return { login, expiresAt: new Date(until).toISOString() }
}

/**
 * Who pays, by such a word.
 *
 * @throws ShopError LOGIN_REFUSED for one that is too old, made elsewhere or made up
 */
export async function readLogin(
  deps: Deps,
  shopId: string,
  asked: { readonly surface: PaySurface; readonly provider: string; readonly login: string },
): Promise<string> {
  const seal = await deps.vault.of(shopId)
  const text = openOr(() => seal.open(placeOf(asked.surface), asked.login))
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Login), text)
  if (!read.success || read.output.provider !== asked.provider)
    throw new ShopError('LOGIN_REFUSED', { reason: 'made elsewhere' })
  if (read.output.until < deps.clock.now()) throw new ShopError('LOGIN_REFUSED', { reason: 'old' })
  return read.output.payer
}

function openOr(open: () => string): string | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}
