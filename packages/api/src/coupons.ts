import { Coupon, NewCoupon } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const createCoupon = route({
  method: 'POST',
  path: '/v1/seller/coupons',
  caller: 'seller',
  summary:
    'A discount for a code, within its dates and number; the same code on the same terms again is the same coupon',
  body: NewCoupon,
  reply: Coupon,
})

export const listCoupons = route({
  method: 'GET',
  path: '/v1/seller/coupons',
  caller: 'seller',
  summary: 'Coupons and how often they are taken, newest first',
  reply: v.object({ items: v.array(Coupon) }),
})

export const stopCoupon = route({
  method: 'POST',
  path: '/v1/seller/coupons/:coupon/stop',
  caller: 'seller',
  summary: 'No new order gets it; orders that have it keep it',
  reply: Coupon,
})
