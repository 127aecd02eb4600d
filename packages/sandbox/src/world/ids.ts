import { drawDigits } from '../chance.ts'
import { count } from './count.ts'
import type { World } from './world.ts'

// Odd steps from a base far beyond 2^53: no order id survives being read as a double.
const FIRST_ORDER = 2_938_624_554_509_662_977n
const ORDER_STEP = 1_000_002n
const FIRST_MESSAGE = 9_007_199_254_741_993n

export const newOrderId = (world: World): string =>
  String(FIRST_ORDER + BigInt(count(world, 'orders')) * ORDER_STEP)

/** A one-line order's sub-order carries the order's own id; several lines get consecutive ones. */
export const subOrderId = (orderId: string, index: number, lines: number): string =>
  lines === 1 ? orderId : String(BigInt(orderId) + BigInt(index) + 1n)

export const newMessageId = (world: World): string =>
  String(FIRST_MESSAGE + BigInt(count(world, 'messages')) * 2n)

export const newLogisticsId = (world: World): string =>
  `LP${drawDigits(world.seed, `logistics ${count(world, 'logistics')}`, 14)}`
