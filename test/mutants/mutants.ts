/** A bug that somebody could make, and the tests that must not let it through. */
export interface Mutant {
  readonly name: string
  /** What would happen to people. */
  readonly harm: string
  readonly file: string
  /** Stands in the file exactly once. */
  readonly from: string
  readonly to: string
  /** Test files of which at least one test must fail. */
  readonly killers: readonly string[]
}

const domain = 'packages/domain/src'
const gateway = 'packages/gateway/src'

export const mutants: readonly Mutant[] = [
  {
    name: 'refund cap off by one',
    harm: 'a buyer gets one piece more back than she bought',
    file: `${domain}/refund-parts.ts`,
    from: 'back + quantity > line.quantity',
    to: 'back + quantity > line.quantity + 1',
    killers: [`${domain}/refund-parts.test.ts`],
  },
  {
    // Of an order that is given back, purchases are locked too: either lock alone keeps refunds apart.
    name: 'cart without its lock',
    harm: 'of pieces that are put into one cart at once some are lost',
    file: `${gateway}/carts/carts.ts`,
    from: ' for update of cart`',
    to: '`',
    killers: ['test/race/race.test.ts'],
  },
  {
    name: 'missing owner predicate',
    harm: 'anybody who knows an order id reads and changes the order',
    file: `${gateway}/orders/order-parts.ts`,
    from: 'or o.token_hash =',
    to: 'or o.token_hash is not null or o.token_hash =',
    killers: ['test/buy.test.ts'],
  },
  {
    name: 'retry on in-doubt',
    harm: 'a purchase whose answer was lost counts as not made',
    file: `${gateway}/fulfilment/buy-from-supplier.ts`,
    from: `error.code !== 'PLATFORM_BUSY') return refused(deps, row, error)`,
    to: `!/BUSY|IN_DOUBT/.test(error.code)) return refused(deps, row, error)`,
    killers: ['test/money/doubt.test.ts'],
  },
  {
    name: 'absence believed at once',
    harm: 'a purchase that is slow to show is bought a second time',
    file: `${gateway}/fulfilment/buy-from-supplier.ts`,
    from: 'if (absent >= 2 && waited >= doubtMillis)',
    to: 'if (absent >= 1)',
    killers: ['test/money/doubt.test.ts'],
  },
  {
    name: 'amount of a notice not compared',
    harm: 'a payment of one fen pays any order',
    file: `${gateway}/payments/bind-fact.ts`,
    from: 'amount.amount === payment.amount &&',
    to: 'amount.amount > 0 &&',
    killers: ['test/hooks/callbacks-cashier.test.ts'],
  },
  {
    name: 'lost stock hold',
    harm: 'twenty buyers pay for the last piece',
    file: `${gateway}/orders/stock.ts`,
    from: 'set held = known.held + excluded.held, stock',
    to: 'set held = known.held, stock',
    killers: ['test/money/decide.test.ts'],
  },
  {
    name: 'coupon that is not counted',
    harm: 'a hundred buyers use a coupon for ten',
    file: `${gateway}/coupons/use-coupon.ts`,
    from: 'set taken = taken + 1',
    to: 'set taken = taken',
    killers: ['test/coupons/coupons.test.ts'],
  },
  {
    name: 'coupon that never comes back',
    harm: 'who did not pay has lost her coupon',
    file: `${gateway}/orders/close-order.ts`,
    from: `    await returnCoupon(deps, tx, locked)
`,
    to: '',
    killers: ['test/scenarios/f-31-coupon-ends.test.ts'],
  },
  {
    name: 'bought before its group has filled',
    harm: 'the shop buys at a price that only a full group pays for',
    file: `${gateway}/payments/apply-payment.ts`,
    from: ' and not awaits_group for update',
    to: ' for update',
    killers: ['test/group-buys/group-buys.test.ts'],
  },
  {
    name: 'a seat that never comes back',
    harm: 'who does not pay keeps a group from filling',
    file: `${gateway}/orders/close-order.ts`,
    from: '    await leaveSeat(deps, tx, locked)\n',
    to: '',
    killers: ['test/group-buys/group-buys.test.ts'],
  },
  {
    name: 'a group that ends without giving back',
    harm: 'money stays with a shop that sends nothing for it',
    file: `${gateway}/group-buys/fill-group.ts`,
    from: 'for (const member of await paidSeats(tx, [shopId, groupId])) await followAt(deps, tx, member)',
    to: '',
    killers: ['test/scenarios/f-29-group-fails.test.ts'],
  },
  {
    name: 'a held purchase that nobody is shown',
    harm: 'a paid order waits for a decision that its seller does not know of',
    file: `${gateway}/fulfilment/hold-purchase.ts`,
    from: `  await refreshAttention(tx, row.shop_id, row.order_id)
`,
    to: '',
    killers: ['test/money/decide.test.ts'],
  },
  {
    name: 'bought as read before a refund',
    harm: 'a piece that was given back is bought all the same',
    file: `${gateway}/fulfilment/bring-order.ts`,
    from: 'and revision =',
    to: 'and revision >= 0 and 0 <=',
    killers: ['test/money/doubt.test.ts'],
  },
  {
    name: 'freight given back although something was shipped',
    harm: 'the shop pays for a parcel that its buyer got',
    file: `${domain}/refund-parts.ts`,
    from: 'isOver && !shipped.has(group) && left.amount > 0',
    to: 'isOver && left.amount > 0',
    killers: [`${domain}/refund-parts.test.ts`],
  },
  {
    name: 'used key, other request, old answer',
    harm: 'a second order is answered with the first and never made',
    file: `${gateway}/http/idempotency.ts`,
    from: `  if (row && row.request_hash !== requestHash) throw new ShopError('IDEMPOTENCY_KEY_REUSED')
`,
    to: '',
    killers: ['test/hooks/idempotency.test.ts'],
  },
  {
    name: 'a stray payment that stays',
    harm: 'a buyer who paid a closed order waits for her money for ever',
    file: `${gateway}/payments/apply-payment.ts`,
    from: `await payBack(deps, tx, payment, 'late_payment')`,
    to: 'return',
    killers: ['test/payments/stray.test.ts'],
  },
  {
    name: 'refund that is not noted as done',
    harm: 'who asks again after a crash gets the same piece paid back twice',
    file: `${gateway}/payments/refund-by-seller.ts`,
    from: `    await asked.turn.done(tx)
`,
    to: '',
    killers: ['test/hooks/turn.test.ts'],
  },
  {
    name: 'one claim taken for another',
    harm: 'a supplier is asked for one of two lines that were given back',
    file: `${gateway}/fulfilment/pursue-claim.ts`,
    from: '!taken.has(refundId) &&',
    to: '',
    killers: ['test/money/give-back.test.ts'],
  },
  {
    name: 'claim of another order',
    harm: 'a buyer withdraws the claim of somebody else',
    file: `${gateway}/after-sales/answer-after-sale.ts`,
    from: 'if (row?.order_id !== order.order_id) throw absent',
    to: 'if (!row) throw absent',
    killers: ['test/money/after-sale.test.ts'],
  },
  {
    name: 'token not compared where an order is locked',
    harm: 'a route that forgets to look first lets anybody close an order',
    file: `${gateway}/orders/orders.ts`,
    from: `tokenHash === undefined ? order : order.where('token_hash', '=', tokenHash)`,
    to: 'order',
    killers: ['test/people/owner-in-sql.test.ts'],
  },
  {
    name: 'money for a piece that is being replaced',
    harm: 'a buyer gets other goods and her money for the same piece',
    file: `${gateway}/payments/give-back.ts`,
    from: 'if (claim.after_sale_id === own || !isReplacing(claim)) continue',
    to: 'if (claim) continue',
    killers: ['test/money/exchange.test.ts'],
  },
  {
    name: 'another Sku at any price',
    harm: 'a buyer exchanges what she paid little for against what costs much',
    file: `${gateway}/after-sales/wanted-sku.ts`,
    from: 'if (!isEvenExchange(hers, other.price))',
    to: 'if (line.price < 0)',
    killers: ['test/money/exchange.test.ts'],
  },
  {
    name: 'a purchase that does not ask for its own number first',
    harm: 'who goes on from a copy of the books buys again what was bought since',
    file: 'packages/alibaba/src/place-order.ts',
    from: 'if (known) return adopt(known, request)',
    to: 'if (known && request.lines.length === 0) return adopt(known, request)',
    killers: ['test/reconciliation/after-restore.test.ts'],
  },
  {
    name: 'money that came back unbooked',
    harm: 'what a supplier gives back when he closes a paid order is in no book',
    file: `${gateway}/fulfilment/supplier-returns.ts`,
    from: 'if (others.some(isPursued)) return []',
    to: 'if (claims.length > 0) return []',
    killers: ['test/money/supplier-closes.test.ts'],
  },
]
