import type { Address, Listing } from '@xiaopu/domain'
import { connect } from '@xiaopu/gateway'
import {
  address,
  fillCart,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'

/** Nobody else in the sandbox or the database is called that, or lives there. */
export const canary: Address = {
  ...address,
  name: '欧阳金雀',
  phone: '19987654321',
  street: '百灵鸟巷 77 号 9 幢 404',
}
export const remark = '门口有只金丝雀'
/** What must stand nowhere but where it belongs. */
export const secrets = [canary.name, canary.phone, canary.street, remark]
export const masked = { ...canary, name: '欧*', phone: '199****4321', street: '百灵鸟巷***' }

export async function orderFor(
  market: OpenShop,
  listing: Listing,
  also: Record<string, unknown> = {},
  to: Address = canary,
): Promise<Placed> {
  const quote = await quoteFor(market, await fillCart(market, [{ listing }]), to)
  return placeOrder(market, quote, { remark, ...also })
}

/** Paid, shipped, received and past the days of free returns. */
export async function complete(market: OpenShop, placed: Placed): Promise<void> {
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'placed')
  await market.clock.advance(80 * 3_600_000)
  await eventually(async () => (await placed.read()).shipments.length > 0)
  await market.clock.advance(72 * 3_600_000)
  await placed.tell('receive')
  await market.clock.advance(8 * 86_400_000)
  await eventually(async () => (await placed.read()).state === 'completed')
}

/** Asks the database itself. */
export async function sql<Row>(
  market: OpenShop,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { pool, close } = connect({ url: market.databaseUrl, max: 1 })
  try {
    return (await pool.query(text, [...values])).rows
  } finally {
    await close()
  }
}
