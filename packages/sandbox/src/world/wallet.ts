import type { Booking, World } from './world.ts'
import { count } from './world.ts'

/** Moves money on a member's account and writes it into the book; `fen` is negative for a payment. */
export function book(
  world: World,
  movement: Pick<Booking, 'memberId' | 'kind' | 'fen'> & { readonly orderId: string },
): void {
  const member = world.members.get(movement.memberId)
  if (!member) throw new TypeError(`No member ${movement.memberId}`)
  const balanceFen = member.balanceFen + movement.fen
  world.members.put(member.memberId, { ...member, balanceFen })
  const id = String(count(world, 'book'))
  world.book.put(id, { id, at: world.now(), balanceFen, ...movement })
}
