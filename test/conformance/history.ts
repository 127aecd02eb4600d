import { isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import { bag, cup, type Hands, offerIds } from './hands.ts'

/** One thing that happens; `which` chooses among what it can happen to, `how` says how. */
export interface Deed {
  readonly deed: keyof typeof deeds
  readonly which: number
  readonly how: number
  /** How much later than the one before, in seconds; no two at the same moment. */
  readonly after: number
}

const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length]

const orderOf = (hands: Hands, which: number) =>
  pick([...hands.stage.sandbox.world.orders.values()], which)

/** The newest claim on an order. */
const claimOf = (hands: Hands, which: number) =>
  pick([...hands.stage.sandbox.world.refunds.values()], which)

/** What buyers, suppliers, carriers and the market do. A deed that the state forbids does not happen. */
export const deeds = {
  buy: (hands: Hands, _which: number, how: number) =>
    hands.unpaid(how % 2 ? [cup((how % 5) + 1), bag((how % 3) + 1)] : [cup((how % 7) + 1)]),
  pay: (hands: Hands, which: number) => onOrder(hands, which, (id) => hands.stage.platform.pay(id)),
  cancel: (hands: Hands, which: number) =>
    onOrder(hands, which, (id) => hands.stage.platform.cancel(id, 'buyerCancel')),
  shipOne: (hands: Hands, which: number) =>
    onOrder(hands, which, (id) => hands.stage.ship(id, 'one')),
  ship: (hands: Hands, which: number) =>
    onOrder(hands, which, (id) => hands.stage.ship(id, 'rest')),
  deliver: (hands: Hands, which: number) => onOrder(hands, which, (id) => hands.stage.deliver(id)),
  confirm: (hands: Hands, which: number) =>
    onOrder(hands, which, (id) => hands.stage.platform.confirmReceipt(id)),
  reprice: (hands: Hands, which: number, how: number) =>
    onOrder(hands, which, (id) =>
      hands.stage.control(`/orders/${id}/price`, { totalFen: 1500 + (how % 5000) }),
    ),
  close: (hands: Hands, which: number) =>
    onOrder(hands, which, (id) => hands.stage.control(`/orders/${id}/close`, {})),
  claim: (hands: Hands, which: number, how: number) =>
    onOrder(hands, which, async (platformOrderId) => {
      const scope = { platformOrderId, received: how % 2 === 1 }
      const { reasons, mostGoods, mostFreight } = await hands.stage.platform.refundTerms(scope)
      const reason = pick(
        reasons.filter(({ needsEvidence }) => !needsEvidence),
        how,
      )
      if (!reason) return
      await hands.stage.platform.askRefund({
        ...scope,
        reasonId: reason.id,
        description: '不想要了',
        goods: mostGoods,
        freight: reason.withFreight ? mostFreight : { ...mostFreight, amount: 0 },
      })
    }),
  agree: (hands: Hands, which: number) => onClaim(hands, which, 'agree'),
  reject: (hands: Hands, which: number) => onClaim(hands, which, 'reject'),
  withdraw: async (hands: Hands, which: number) => {
    const claim = claimOf(hands, which)
    if (claim) await hands.stage.platform.withdrawRefund(claim.id)
  },
  priceOffer: (hands: Hands, which: number, how: number) =>
    hands.stage.control(`/offers/${pick(Object.values(offerIds), which)}`, {
      consignFen: 100 + (how % 9000),
    }),
  restock: (hands: Hands, which: number, how: number) =>
    hands.stage.control(`/offers/${pick(Object.values(offerIds), which)}`, { stock: how % 400 }),
  takeDown: (hands: Hands, which: number, how: number) =>
    hands.stage.change(pick(Object.values(offerIds), which) ?? '', { online: how % 3 > 0 }),
} satisfies Record<string, (hands: Hands, which: number, how: number) => Promise<unknown>>

async function onOrder(
  hands: Hands,
  which: number,
  act: (platformOrderId: string) => Promise<unknown>,
): Promise<void> {
  const order = orderOf(hands, which)
  if (order) await act(order.id)
}

async function onClaim(hands: Hands, which: number, word: 'agree' | 'reject'): Promise<void> {
  const claim = claimOf(hands, which)
  if (claim) await hands.answer(claim.id, word)
}

export async function happen(hands: Hands, { deed, which, how, after }: Deed): Promise<void> {
  await hands.later(after)
  try {
    await deeds[deed](hands, which, how)
  } catch (error) {
    // The platform, or the control API, says that it cannot be now.
    if (isShopError(error) || (error instanceof Error && /: 4\d\d /.test(error.message))) return
    throw error
  }
}

export const anyDeed: fc.Arbitrary<Deed> = fc.record({
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Deed['deed'][]>('buy', 'pay', 'ship', 'deliver') },
    { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(deeds) as Deed['deed'][])) },
  ) as fc.Arbitrary<Deed['deed']>,
  which: fc.nat(20),
  how: fc.nat(100_000),
  after: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 3600, max: 200_000 })),
})
