import type { Seller } from '@xiaopu/client'
import { minute, ShopError } from '@xiaopu/domain'
import { all } from './seller.ts'

/**
 * The id of an order by what was typed: the id itself, or the number that buyers see and tables hold
 * (there with a `'` before it). The number begins with the minute in which the order was placed.
 *
 * @throws ShopError ORDER_NOT_FOUND where no order has this number
 */
export async function orderIdOf({ orders }: Seller, typed: string): Promise<string> {
  const [, number = '', ...stamp] =
    /^'?((\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d{8})$/.exec(typed.trim()) ?? []
  const [year, month, day, hours, minutes] = stamp
  const from = Date.parse(`20${year}-${month}-${day}T${hours}:${minutes}:00+08:00`)
  if (Number.isNaN(from)) return typed
  const span = { from: instant(from), to: instant(from + minute), limit: '100' }
  const placed = await all((cursor) => orders.list({ ...span, ...(cursor && { cursor }) }))
  const found = placed.find((order) => order.number === number)
  if (!found) throw new ShopError('ORDER_NOT_FOUND', { order: number })
  return found.id
}

const instant = (at: number): string => new Date(at).toISOString()
