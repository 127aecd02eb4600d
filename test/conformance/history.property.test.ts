import type { Purchase } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Hands, offerIds } from './hands.ts'
import { anyDeed, type Deed, happen } from './history.ts'
import { type Reading, ShopBook } from './shop-book.ts'

const messageFaults = ['duplicate', 'late', 'drop', 'reorder', 'bad-signature', 'data-as-text']

/** What the shop's end does after a deed: it listens, looks, and writes in whatever order. */
interface Ear {
  /** Our end is down: messages are tried again, at last given up. */
  readonly deaf: boolean
  readonly fault?: string
  readonly sweep: boolean
  readonly catchUp: boolean
  /** Which of the readings that are on their way are written down now. */
  readonly writes: readonly number[]
}

const anyEar: fc.Arbitrary<Ear> = fc.record(
  {
    deaf: fc.nat(3).map((n) => n === 0),
    fault: fc.constantFrom(...messageFaults),
    sweep: fc.nat(5).map((n) => n === 0),
    catchUp: fc.nat(7).map((n) => n === 0),
    writes: fc.array(fc.nat(50), { maxLength: 6 }),
  },
  { requiredKeys: ['deaf', 'sweep', 'catchUp', 'writes'] },
)

const states: Readonly<Record<string, Purchase['state']>> = {
  waitbuyerpay: 'unpaid',
  waitsellersend: 'paid',
  waitbuyerreceive: 'shipped',
  confirm_goods: 'received',
  success: 'done',
  cancel: 'cancelled',
  terminated: 'cancelled',
}

async function live(hands: Hands, story: readonly (readonly [Deed, Ear])[]): Promise<void> {
  const { stage } = hands
  const begin = new Date(stage.sandbox.clock.now()).toISOString()
  const start = balanceOf(hands)
  const book = new ShopBook(stage.platform, () => stage.sandbox.clock.now())
  for (const id of Object.values(offerIds)) {
    await stage.platform.relate({ offerId: id, shopId: 'shp_1', listingId: `lst_${id}` })
  }
  let heard = 0
  let underway: Reading[] = []
  for (const [deed, ear] of story) {
    stage.hear(!ear.deaf)
    if (ear.fault) await stage.control('/message-faults', { kind: ear.fault, ms: 30_000 })
    await happen(hands, deed)
    const fresh = stage.pushes().slice(heard)
    heard += fresh.length
    for (const form of fresh) underway.push(...(await book.hear(form)))
    if (ear.sweep) await book.sweep()
    if (ear.catchUp) underway.push(...(await book.catchUp(begin)))
    for (const index of ear.writes) {
      const [reading] = underway.splice(index % Math.max(1, underway.length), 1)
      reading?.()
    }
  }
  // Quiet at last: what is on its way arrives, and the shop looks once more.
  stage.hear(true)
  await hands.later(1)
  for (const reading of underway) reading()
  underway = []
  await book.sweep()
  for (const id of Object.values(offerIds)) (await book.look(id))()
  compare(hands, book, start)
}

const balanceOf = (hands: Hands): number =>
  hands.stage.sandbox.world.members.get(hands.member)?.balanceFen ?? 0

function compare(hands: Hands, book: ShopBook, start: number): void {
  const { orders, offers } = hands.stage.sandbox.world
  expect(book.purchases.size).toBe([...orders.values()].length)
  for (const order of orders.values()) {
    const isPart =
      order.status === 'waitsellersend' && order.items.some(({ shipped }) => shipped > 0)
    expect(book.purchases.get(order.id)).toMatchObject({
      rawState: order.status,
      state: isPart ? 'part_shipped' : states[order.status],
      goods: { amount: order.totalFen - order.postFen },
      freight: { amount: order.postFen },
      refunded: { amount: order.refundedFen },
    })
  }
  expect(book.spent(), 'money by both books').toBe(start - balanceOf(hands))
  for (const id of Object.values(offerIds)) {
    const truth = offers.get(id)
    const read = book.offers.get(id)
    expect(read?.state).toBe(truth?.status === 'published' ? 'online' : 'offline')
    const stock = truth?.skus.length ? truth.skus.map((sku) => sku.stock) : [truth?.stockWithoutSku]
    expect(read?.skus.map((sku) => sku.stock)).toEqual(stock)
    const costs = truth?.skus.length ? truth.skus.map((sku) => sku.consignFen) : [truth?.consignFen]
    expect(read?.skus.map((sku) => sku.cost.amount)).toEqual(costs)
  }
}

test('whatever happens, and however it is heard of, the shop’s book ends in the platform’s', async () => {
  const runs = Number(process.env.XIAOPU_HISTORIES ?? 25)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyDeed, anyEar), { minLength: 5, maxLength: 40 }),
      async (story) => {
        const hands = await Hands.open()
        try {
          await live(hands, story)
        } finally {
          await hands.stage.close()
        }
      },
    ),
    // A failing story prints its seed and path; shrinking one takes minutes.
    { numRuns: runs, endOnFailure: process.env.XIAOPU_SHRINK === undefined },
  )
}, 600_000)
