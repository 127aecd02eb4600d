import { home, tibet } from '../suites/platform-stage.ts'
import { bag, box, cup, type Hands, offerIds, plenty } from './hands.ts'
import type { Refusal } from './refusal.ts'
import type { CallName } from './scene.ts'

const soldOut = (hands: Hands) => hands.stage.change(offerIds.cup, { stock: 0 })
const restock = (hands: Hands) => hands.stage.change(offerIds.cup, { stock: plenty })
const free = (hands: Hands) =>
  hands.stage.control(`/offers/${offerIds.bag}`, { consignFen: 0, fen: 0 })
const priced = (hands: Hands) =>
  hands.stage.control(`/offers/${offerIds.bag}`, { consignFen: 507, fen: 450 })

const buying = (lines = [cup()], to = home) => ({ lines, to, flow: 'fenxiao' as const })

/** What refuses a preview refuses a create of the same. */
const purchases: Refusal[] = (
  [
    ['preview', () => ({})],
    ['previewDistribution', () => ({})],
    ['placeDistribution', (hands) => ({ outOrderId: hands.number(), channel: 'other' })],
    ['placeFast', (hands) => ({ outOrderId: hands.number() })],
    ['placeCross', (hands) => ({ outOrderId: hands.number() })],
    ['previewMedia', () => ({})],
    ['placeMedia', () => ({ outer: { orderId: '9001', offers: [] } })],
  ] as readonly [CallName, (hands: Hands) => object][]
).flatMap(([call, more]) => [
  {
    call,
    class: 'stock',
    when: 'more is asked for than there is',
    input: async (hands) => {
      await soldOut(hands)
      return { ...buying(), ...more(hands) }
    },
    after: restock,
  },
  {
    call,
    class: 'price',
    when: 'the goods have no price',
    input: async (hands) => {
      await free(hands)
      return { ...buying([bag()]), ...more(hands) }
    },
    after: priced,
  },
  {
    call,
    class: 'address',
    when: 'the supplier does not go to Tibet',
    input: (hands) => ({ ...buying([box()], tibet), ...more(hands) }),
  },
  {
    call,
    class: 'rule',
    when: 'fewer than the supplier sells at once',
    input: (hands) => ({ ...buying([box(1)]), ...more(hands) }),
  },
])

const duplicates: Refusal[] = (['placeDistribution', 'placeFast', 'placeCross'] as const).map(
  (call) => ({
    call,
    class: 'duplicate',
    when: 'our number was used for other goods',
    input: async (hands) => {
      const outOrderId = hands.number()
      const first = { outOrderId, lines: [cup()], address: home }
      await hands.stage.platform.place(first)
      return { ...buying([cup(2)]), outOrderId, channel: 'other' }
    },
  }),
)

export const purchaseRefusals: readonly Refusal[] = [...purchases, ...duplicates]
