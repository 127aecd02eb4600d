import { expect, test } from 'vitest'
import { fen } from './money.ts'
import type { OrderView } from './order.ts'
import { seatStanding } from './seat-standing.ts'

const seat = { deal: 'gdl_1', listing: 'lst_1', size: 3, paid: 1 } as const

const back = (reason: string): OrderView['refunds'] => [
  { id: 'rfd_1', state: 'processing', at: '', amount: fen(1), reason },
]

test.each<[string, OrderView['state'], OrderView['seat'], string | undefined, string?]>([
  ['no seat', 'paid', undefined, undefined],
  ['not paid yet', 'pending_payment', { ...seat, state: 'reserved' }, undefined],
  ['others are missing', 'paid', { ...seat, state: 'paid', groupState: 'recruiting' }, 'waiting'],
  ['all have paid', 'paid', { ...seat, state: 'paid', groupState: 'succeeded' }, 'full'],
  ['its time was over', 'paid', { ...seat, state: 'paid', groupState: 'failed' }, 'failed'],
  [
    'given back',
    'closed',
    { ...seat, state: 'left', groupState: 'failed' },
    'failed',
    'group_failed',
  ],
  [
    'not paid, and others neither',
    'closed',
    { ...seat, state: 'left', groupState: 'failed' },
    undefined,
  ],
  ['she left it', 'closed', { ...seat, state: 'left', groupState: 'recruiting' }, undefined],
  [
    'she left it, and it failed later',
    'closed',
    { ...seat, state: 'left', groupState: 'failed' },
    undefined,
    'cancelled',
  ],
  [
    'she paid too late for one that failed, and has her money back',
    'closed',
    { ...seat, state: 'left', groupState: 'failed' },
    'failed',
    'group_missed',
  ],
  ['too late', 'paid', { ...seat, state: 'missed', groupState: 'failed' }, 'missed'],
  ['bought', 'placed', { ...seat, state: 'paid', groupState: 'succeeded' }, undefined],
])('a seat, %s', (_what, state, own, standing, reason) => {
  const refunds = reason === undefined ? [] : back(reason)
  expect(seatStanding({ state, refunds, ...(own && { seat: own }) })).toBe(standing)
})
