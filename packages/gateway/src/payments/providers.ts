import { type PaymentProvider, type ProviderName, ShopError } from '@xiaopu/domain'
import type { ShopContext } from '../http/caller.ts'

/** The providers that a gateway collects money with, each shop's own and the gateway's. */
export interface Payments {
  /**
   * The provider that an attempt was begun with, whether its shop still offers it or not.
   *
   * @throws ShopError PAYMENT_ACCOUNT_NOT_FOUND
   */
  of(shopId: string, provider: string): Promise<PaymentProvider>
  /** What a shop's buyers may pay with: its own accounts, or else the gateway's. */
  offered(shop: Pick<ShopContext, 'providers'>): readonly ProviderName[]
  /** The gateway's own, which every shop without an account of its own uses. */
  readonly own: PaymentProvider | undefined
}

/** Who says something about money: a shop's account, or the gateway's own where no shop is named. */
export interface Teller {
  readonly provider: string
  readonly shopId?: string
}

/** Opens the account that a shop has with a provider; undefined where there is none. */
export type OpenAccount = (shopId: string, provider: string) => Promise<PaymentProvider | undefined>

export function createPayments(
  own: PaymentProvider | undefined,
  openAccount: OpenAccount,
): Payments {
  return {
    own,
    async of(shopId, provider) {
      if (own?.name === provider) return own
      const opened = await openAccount(shopId, provider)
      if (!opened) throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider })
      return opened
    },
    offered: ({ providers }) => (providers.length > 0 ? providers : own ? [own.name] : []),
  }
}

/** Whether who speaks may speak about this payment: nobody says anything about another's. */
export function isTellers(
  { provider, shopId }: Teller,
  payment: { readonly provider: string; readonly shop_id: string },
): boolean {
  return payment.provider === provider && (shopId === undefined || shopId === payment.shop_id)
}

/** Where a provider tells us of a shop's money. */
export function notifyUrlOf(
  { baseUrl, payments }: { readonly baseUrl: string; readonly payments: Payments },
  { provider, shop_id }: { readonly provider: string; readonly shop_id: string },
): string {
  const door = `${baseUrl}/v1/callbacks/payments/${provider}`
  return payments.own?.name === provider ? door : `${door}/${shop_id}`
}
