import {
  type ChoosableProvider,
  type PaySurface,
  providersToChoose,
  surfaceOfAgent,
} from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'

/** What a buyer may choose to pay with: nothing where her shop or her app leaves no choice. */
export function payChoice(
  { payments }: Pick<Deps, 'payments'>,
  shop: Pick<ShopContext, 'providers'>,
  surface: PaySurface,
): { readonly payWith?: ChoosableProvider[] } {
  const payWith = providersToChoose(surface, payments.offered(shop))
  return payWith.length > 0 ? { payWith } : {}
}

/** Where a browser stands, as far as it says. */
export function surfaceOf({ headers }: Pick<Request, 'headers'>): PaySurface {
  return surfaceOfAgent(headers.get('user-agent') ?? '')
}
