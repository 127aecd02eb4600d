import { count } from './count.ts'
import type { Order } from './order.ts'
import type { Booking, LedgerKind, World } from './world.ts'

/** Purses besides the members' and the suppliers' (which go by their memberId). */
export const ESCROW = 'escrow'
/** Where members' money comes from when an account is opened. */
export const OUTSIDE = 'outside'
/** 诚E赊, and who stands for an account period: pays the platform at once, the member pays it later. */
const LENDER = 'lender'

/**
 * Moves money from one purse to another and writes it down; nothing else may touch a balance, so all purses
 * together are always worth nothing. A supplier's may fall below zero: its deposit stands for it.
 */
export function transfer(
  world: World,
  movement: {
    readonly kind: LedgerKind
    readonly from: string
    readonly to: string
    readonly fen: number
    readonly orderId?: string
  },
): void {
  if (movement.fen === 0) return
  add(world, movement.from, -movement.fen, movement)
  add(world, movement.to, movement.fen, movement)
  const id = String(count(world, 'ledger'))
  world.ledger.put(id, { id, at: world.now(), ...movement })
}

function add(
  world: World,
  purse: string,
  fen: number,
  about: Pick<Booking, 'kind' | 'orderId'>,
): void {
  const member = world.members.get(purse)
  if (!member) {
    world.purses.put(purse, (world.purses.get(purse) ?? 0) + fen)
    return
  }
  const balanceFen = member.balanceFen + fen
  world.members.put(purse, { ...member, balanceFen })
  const id = String(count(world, 'book'))
  const { kind, orderId } = about
  const row = { id, at: world.now(), memberId: purse, kind, fen, balanceFen }
  world.book.put(id, orderId === undefined ? row : { ...row, orderId })
}

/** Which limit of a member a way to pay uses up; undefined: its own money. */
export const limitOf = (payChannel: Order['payChannel']): 'creditFen' | 'periodFen' | undefined =>
  payChannel === 'shegou' ? 'creditFen' : payChannel === 'period' ? 'periodFen' : undefined

/** Who paid an order and gets refunds of it. */
export const payerOf = (order: Pick<Order, 'memberId' | 'payChannel'>): string =>
  limitOf(order.payChannel) ? LENDER : order.memberId

/** What is in all purses together: 0, whatever happened. */
export function sumOfPurses(world: World): number {
  const held = [...world.purses.values()].reduce((sum, fen) => sum + fen, 0)
  return [...world.members.values()].reduce((sum, { balanceFen }) => sum + balanceFen, held)
}
