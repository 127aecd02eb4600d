import {
  Instant,
  PaymentAccount,
  PaymentAccountState,
  PaymentAccountView,
  PaySurface,
  ProviderName,
  Sharing,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const login = route({
  method: 'POST',
  path: '/v1/logins',
  caller: 'shop',
  summary:
    'Change the code of an app’s login, as of `wx.login`, for a sealed word that starting to pay takes as `login`',
  body: v.strictObject({
    surface: PaySurface,
    code: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    provider: v.optional(ProviderName),
  }),
  reply: v.object({ login: v.string(), expiresAt: Instant }),
})

export const listPaymentAccounts = route({
  method: 'GET',
  path: '/v1/seller/payment-accounts',
  caller: 'seller',
  summary: 'The accounts that your shop takes money with, without their keys',
  reply: v.object({ items: v.array(PaymentAccountView) }),
})

export const setPaymentAccount = route({
  method: 'PUT',
  path: '/v1/seller/payment-accounts/:provider',
  caller: 'seller',
  scope: 'secret',
  summary:
    'Give the keys and numbers of an account, which are sealed and never shown again, switch it on or off, or let it share with promoters',
  body: v.strictObject({
    /** All of it; absent it stays as it is. */
    account: v.optional(PaymentAccount),
    state: v.optional(PaymentAccountState),
    /** Levels of promoters who may be given parts; WeChat only, and 0 unless said. */
    sharing: v.optional(Sharing),
  }),
  reply: PaymentAccountView,
})
