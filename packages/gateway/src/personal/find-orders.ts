import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { dialled } from './sealed-address.ts'

/** China's own code, before a number that is whole without it. */
const country = /^(00)?86(?=1[3-9]\d{9}$)/

/** The newest orders to a phone. @param phone - whole, with or without +86, or its last four digits */
export async function findOrdersByPhone(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  shopId: string,
  phone: string,
): Promise<string[]> {
  const digits = dialled(phone).replace(country, '')
  const rows =
    digits.length === 4
      ? await byLastDigits(db, [shopId, digits])
      : await byHash(db, [shopId, (await vault.of(shopId)).digest('phone', digits)])
  return rows.map(({ order_id }) => order_id)
}

interface Found {
  readonly order_id: string
}

const byHash = statement<Found>(`
  select order_id from orders where shop_id = $1 and phone_hash = $2
  order by order_id desc limit 20`)

const byLastDigits = statement<Found>(`
  select order_id from orders
  where shop_id = $1 and right(address ->> 'phone', 4) = $2 and phone_hash is not null
  order by order_id desc limit 20`)
