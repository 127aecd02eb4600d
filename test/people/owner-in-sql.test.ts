import type { Listing } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  disputeAfterSale,
  shipBack,
  withdrawAfterSale,
} from '../../packages/gateway/src/after-sales/answer-after-sale.ts'
import { openAfterSale } from '../../packages/gateway/src/after-sales/open-after-sale.ts'
import { extendReceipt } from '../../packages/gateway/src/deadlines/extend-receipt.ts'
import type { Deps } from '../../packages/gateway/src/deps.ts'
import { changeAddress } from '../../packages/gateway/src/fulfilment/change-address.ts'
import { free } from '../../packages/gateway/src/http/turn.ts'
import { closeUnpaidOrder } from '../../packages/gateway/src/orders/close-order.ts'
import { hashToken } from '../../packages/gateway/src/orders/order-token.ts'
import { lockOrder, readOrderRow } from '../../packages/gateway/src/orders/orders.ts'
import { receiveOrder } from '../../packages/gateway/src/orders/receive-order.ts'
import { readOpenPayments } from '../../packages/gateway/src/payments/payments.ts'
import { eraseOrder } from '../../packages/gateway/src/personal/erase-order.ts'
import { address, listGoods, type Placed, startPaying } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { orderFor } from './canary-person.ts'
import { books } from './dump.ts'

let market: OpenShop
let mine: Placed
let theirs: Placed

beforeAll(async () => {
  market = await openShop()
  const [listing] = (await listGoods(market, 1)) as [Listing]
  mine = await orderFor(market, listing)
  theirs = await orderFor(market, listing)
  await startPaying(mine)
}, 60_000)
afterAll(() => market.close())

type Own = { readonly shopId: string; readonly orderId: string; readonly tokenHash: string }

/** My order, asked for with somebody else's token: as if nobody had looked at it before. */
const withTheirs = (): Own => ({
  shopId: market.shop.id,
  orderId: mine.order.id,
  tokenHash: hashToken(theirs.token),
})

const afterSaleId = 'asl_01ARZ3NDEKTSV4RRFFQ69G5FAV'

const deeds: readonly (readonly [string, (deps: Deps, own: Own) => Promise<unknown>])[] = [
  ['closed', closeUnpaidOrder],
  ['received', receiveOrder],
  ['put off', extendReceipt],
  ['erased', eraseOrder],
  [
    'claimed',
    (deps, own) =>
      openAfterSale(deps, { ...own, turn: free }, { kind: 'refund_only', reason: 'other' }),
  ],
  ['given up', (deps, own) => withdrawAfterSale(deps, { ...own, afterSaleId })],
  [
    'sent back',
    (deps, own) =>
      shipBack(deps, { ...own, afterSaleId }, { carrier: '中通', number: '75312345678901' }),
  ],
  [
    'sent elsewhere',
    (deps, own) => changeAddress(deps, { ...own, address, actor: 'buyer', turn: free }),
  ],
  ['disputed', (deps, own) => disputeAfterSale(deps, { ...own, afterSaleId }, '再看看')],
]

test.each(deeds)(
  'an order is not %s with the token of another, whoever forgot to ask',
  async (_, deed) => {
    const { deps } = market.gateway
    const before = await books(market.databaseUrl)
    await expect(deed(deps, withTheirs())).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
    expect(await books(market.databaseUrl)).toBe(before)
  },
)

test('with the token of another an order and its payments are not there, with its own they are', async () => {
  const { db } = market.gateway.deps
  const own = { ...withTheirs(), tokenHash: hashToken(mine.token) }
  const seen = async ({ shopId, orderId, tokenHash }: Own) => [
    (await readOrderRow(db, shopId, orderId, tokenHash))?.order_id,
    (await db.transaction().execute((tx) => lockOrder(tx, shopId, orderId, tokenHash)))?.order_id,
    (await readOpenPayments(db, shopId, orderId, tokenHash)).length,
  ]
  expect(await seen(withTheirs())).toEqual([undefined, undefined, 0])
  expect(await seen(own)).toEqual([mine.order.id, mine.order.id, 1])
})
