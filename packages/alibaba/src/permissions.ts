import { isShopError, type ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Api } from './apis.ts'
import type { AnyCall } from './call.ts'
import { calls } from './calls/index.ts'
import type { OpenApi } from './open-api.ts'

/** What a shop does with the platform: what it cannot do without, and what it can. */
export type Purpose = 'list' | 'buy' | 'change' | 'follow' | 'refund' | 'hear'

export interface Need {
  readonly purpose: Purpose
  readonly api: Api
  /** Without it nothing can be bought. */
  readonly isVital: boolean
}

const vital: readonly AnyCall[] = [
  calls.offer,
  calls.preview,
  calls.placeDistribution,
  calls.orders,
  calls.order,
  calls.preparePay,
]

/**
 * The calls of `alibaba()` that can be probed without parameters. Reading missed messages takes them
 * away for good, so that call is not among them.
 */
const byPurpose: Readonly<Record<Purpose, readonly AnyCall[]>> = {
  list: [
    calls.offer,
    calls.searchOffers,
    calls.selectedOffers,
    calls.addShop,
    calls.addListing,
    calls.addSupplier,
  ],
  buy: [
    calls.readAddress,
    calls.regions,
    calls.preview,
    calls.placeDistribution,
    calls.orders,
    calls.order,
    calls.payAgreements,
    calls.preparePay,
  ],
  change: [calls.cancelOrder, calls.confirmReceipt, calls.addMemo, calls.urgeOrder],
  follow: [calls.parcels, calls.trails],
  refund: [
    calls.refundReasons,
    calls.mostRefund,
    calls.askRefund,
    calls.withdrawRefund,
    calls.returnGoods,
    calls.refund,
    calls.refunds,
  ],
  hear: [calls.follow],
}

export const needs: readonly Need[] = Object.entries(byPurpose).flatMap(([purpose, members]) =>
  members.map((api) => ({ purpose: purpose as Purpose, api, isVital: vital.includes(api) })),
)

/**
 * Whether the app may make a call.
 *
 * - `granted`, `denied`: the platform says so
 * - `unknown`: something else stood in the way, which `failure` tells
 */
export type Permission =
  | { readonly state: 'granted' }
  | { readonly state: 'denied' }
  | { readonly state: 'unknown'; readonly failure: ShopError }

/**
 * Asks by a call without parameters of the business: the permission is checked before they are, so
 * `gw.ParamMissing` says that the app has it [live]. Nothing can come of such a call.
 */
export async function permissionOf(api: OpenApi, asked: Api): Promise<Permission> {
  try {
    await api.call(asked, {}, v.unknown())
    return { state: 'granted' }
  } catch (error) {
    if (!isShopError(error)) throw error
    const { platformCode } = error.detail
    if (platformCode === 'gw.ParamMissing' || platformCode === 'gw.ParamInvalid') {
      return { state: 'granted' }
    }
    return error.code === 'PLATFORM_PERMISSION'
      ? { state: 'denied' }
      : { state: 'unknown', failure: error }
  }
}
