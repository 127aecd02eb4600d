import * as v from 'valibot'
import { Id } from './id.ts'

/** The group that a cart is for. */
export const CartGroup = v.object({
  deal: Id('groupDeal'),
  /** The group to join; absent where she begins one. */
  groupBuy: v.optional(Id('groupBuy')),
  size: v.number(),
})
export type CartGroup = Readonly<v.InferOutput<typeof CartGroup>>
