import { coupons } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { createCoupon, listCoupons, stopCoupon } from './coupons.ts'

/** Discounts for a code. */
export function couponRoutes(mount: Mount, deps: Deps): void {
  mount(coupons.createCoupon, ({ shop, actor, body }) =>
    createCoupon(deps, { shopId: shop.shopId, actor }, body),
  )
  mount(coupons.listCoupons, async ({ shop }) => ({
    items: await listCoupons(deps, shop.shopId),
  }))
  mount(coupons.stopCoupon, ({ shop, actor, params }) =>
    stopCoupon(deps, { shopId: shop.shopId, actor }, params.coupon),
  )
}
