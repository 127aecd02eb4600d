import { expect, test } from 'vitest'
import type { OrderView } from './order.ts'
import { seatStanding } from './seat-standing.ts'

const seat = { deal: 'gdl_1', listing: 'lst_1', size: 3, paid: 1 } as const

test.each<[string, OrderView['state'], OrderView['seat'], string | undefined]>([
  ['no seat', 'paid', undefined, undefined],
  ['not paid yet', 'pending_payment', { ...seat, state: 'reserved' }, undefined],
  ['others are missing', 'paid', { ...seat, state: 'paid', groupState: 'recruiting' }, 'waiting'],
  ['all have paid', 'paid', { ...seat, state: 'paid', groupState: 'succeeded' }, 'full'],
  ['its time was over', 'paid', { ...seat, state: 'paid', groupState: 'failed' }, 'failed'],
  ['given back', 'closed', { ...seat, state: 'left', groupState: 'failed' }, 'failed'],
  ['she left it', 'closed', { ...seat, state: 'left', groupState: 'recruiting' }, undefined],
  ['too late', 'paid', { ...seat, state: 'missed', groupState: 'failed' }, 'missed'],
  ['bought', 'placed', { ...seat, state: 'paid', groupState: 'succeeded' }, undefined],
])('a seat, %s', (_what, state, own, standing) => {
  expect(seatStanding({ state, ...(own && { seat: own }) })).toBe(standing)
})
