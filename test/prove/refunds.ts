import {
  fen,
  type PaidOrder,
  paidOrder,
  paidTotal,
  type RefundParts,
  type RefundWish,
  refundParts,
  refundRest,
  refundTotal,
  sum,
} from '@xiaopu/domain'

/** How far the enumeration goes; all combinations within are tried. */
export interface Scope {
  readonly lines: number
  readonly suppliers: number
  readonly operations: number
}

/** What was tried. A counterexample is thrown, so there are never any to count. */
export interface Proven {
  readonly orders: number
  /** Different situations that operations lead to, each order's counted. */
  readonly situations: number
  /** Sequences of operations that lead through them. */
  readonly sequences: number
}

/**
 * Tries every order and every sequence of refunds within a scope: pieces, compensations of a fen and
 * of half of what is left, with any groups shipped at the end.
 *
 * What has been given back is all that a refund depends on, so sequences that meet in a situation are
 * followed on once; every step from every situation is still taken.
 *
 * @throws Error naming the order and the situation of the first sum that does not hold
 */
export function proveRefunds(scope: Scope, onOrder?: (proven: Proven) => void): Proven {
  let proven: Proven = { orders: 0, situations: 0, sequences: 0 }
  for (const order of ordersWithin(scope)) {
    const { situations, sequences } = follow(order, scope.operations)
    proven = {
      orders: proven.orders + 1,
      situations: proven.situations + situations,
      sequences: proven.sequences + sequences,
    }
    onOrder?.(proven)
  }
  return proven
}

const nothing: RefundParts = { lines: [], freights: [] }
const noneShipped: ReadonlySet<number> = new Set()

function follow(order: PaidOrder, operations: number): Omit<Proven, 'orders'> {
  let level = new Map([['', { back: nothing, ways: 1 }]])
  const seen = new Set<string>()
  let sequences = 0
  for (let step = 0; step < operations; step++) {
    const nextLevel = new Map<string, { back: RefundParts; ways: number }>()
    for (const [key, { back, ways }] of level) {
      if (!seen.has(key)) checkEndings(order, back)
      seen.add(key)
      for (const wish of wishesFor(order, back)) {
        const after = together(back, checked(order, back, wish))
        const reached = JSON.stringify(after)
        const known = nextLevel.get(reached)
        nextLevel.set(reached, { back: after, ways: (known?.ways ?? 0) + ways })
        sequences += ways
      }
    }
    level = nextLevel
  }
  for (const [key, { back }] of level) {
    if (!seen.has(key)) checkEndings(order, back)
    seen.add(key)
  }
  return { situations: seen.size, sequences }
}

/** Every refund that could be asked for next. */
function wishesFor(order: PaidOrder, back: RefundParts): RefundWish[] {
  return order.lines.flatMap(({ id, quantity, payable }) => {
    const part = back.lines.find(({ line }) => line === id)
    const left = payable.amount - (part?.goods.amount ?? 0)
    const piece = (part?.quantity ?? 0) < quantity ? [{ line: id, quantity: 1 }] : []
    const half = Math.floor(left / 2)
    const compensations = [...new Set([1, half])]
      .filter((amount) => amount > 0 && amount <= left)
      .map((amount) => ({ line: id, quantity: 0, goods: fen(amount) }))
    return [...piece, ...compensations].map((each) => ({ lines: [each], shipped: noneShipped }))
  })
}

function checked(order: PaidOrder, back: RefundParts, wish: RefundWish): RefundParts {
  const given = refundParts(order, [back], wish)
  const amounts = [
    ...given.lines.map(({ goods }) => goods),
    ...given.freights.map((f) => f.freight),
  ]
  const isOver = refundTotal(together(back, given)).amount > paidTotal(order).amount
  if (isOver || amounts.some(({ amount }) => amount < 0)) fail(order, back, given)
  return given
}

/** From here, giving back the rest ends at what was paid, less the freight of what has shipped. */
function checkEndings(order: PaidOrder, back: RefundParts): void {
  const groups = order.freights.map(({ group }) => group)
  for (let mask = 0; mask < 2 ** groups.length; mask++) {
    const shipped = new Set(groups.filter((_, bit) => (mask & (1 << bit)) !== 0))
    const rest = refundRest(order, [back], shipped)
    const kept = sum(
      order.freights
        .filter(({ group }) => shipped.has(group) && !returned(back, group))
        .map(({ freight }) => freight),
    )
    const total = refundTotal(together(back, rest)).amount
    if (total !== paidTotal(order).amount - kept.amount) fail(order, back, rest)
  }
}

const returned = (back: RefundParts, group: number): boolean =>
  back.freights.some((each) => each.group === group)

function fail(order: PaidOrder, back: RefundParts, given: RefundParts): never {
  throw new Error(`a refund does not add up: ${JSON.stringify({ order, back, given })}`)
}

/** Two refunds as one, parts in the order of the order. */
function together(a: RefundParts, b: RefundParts): RefundParts {
  const ids = [...new Set([...a.lines, ...b.lines].map(({ line }) => line))].sort()
  const groups = [...new Set([...a.freights, ...b.freights].map(({ group }) => group))].sort()
  const both = { lines: [...a.lines, ...b.lines], freights: [...a.freights, ...b.freights] }
  return {
    lines: ids.map((line) => {
      const parts = both.lines.filter((part) => part.line === line)
      return {
        line,
        quantity: parts.reduce((pieces, part) => pieces + part.quantity, 0),
        goods: sum(parts.map(({ goods }) => goods)),
      }
    }),
    freights: groups.map((group) => ({
      group,
      freight: sum(both.freights.filter((each) => each.group === group).map((f) => f.freight)),
    })),
  }
}

/** Prices that divide badly, by one piece and by two. */
const goodsKinds = [
  { quantity: 1, subtotal: 1 },
  { quantity: 2, subtotal: 5 },
] as const
const discounts = [0, 3]
/** Freights of the groups; a seller may send the first one free. */
const freights = [
  [2, 2, 2],
  [0, 2, 3],
] as const

function* ordersWithin({ lines, suppliers }: Scope): Generator<PaidOrder> {
  for (let count = 1; count <= lines; count++) {
    for (const groups of groupings(count, suppliers)) {
      for (const kinds of choices(goodsKinds, count)) {
        for (const fees of freights) {
          for (const off of discounts) {
            const order = orderOf(groups, kinds, fees.slice(0, new Set(groups).size), off)
            if (order) yield order
          }
        }
      }
    }
  }
}

function orderOf(
  groups: readonly number[],
  kinds: readonly (typeof goodsKinds)[number][],
  fees: readonly number[],
  off: number,
): PaidOrder | undefined {
  const goods = kinds.reduce((total, { subtotal }) => total + subtotal, 0)
  if (off > goods) return undefined
  return paidOrder(
    kinds.map(({ quantity, subtotal }, index) => ({
      id: `l${index}`,
      group: groups[index] ?? 0,
      quantity,
      subtotal: fen(subtotal),
    })),
    fees.map((fee, group) => ({ group, freight: fen(fee) })),
    fen(off),
  )
}

/** Ways to spread lines over suppliers, each once however the suppliers are named. */
function* groupings(
  count: number,
  most: number,
  made: readonly number[] = [],
): Generator<number[]> {
  if (made.length === count) {
    yield [...made]
    return
  }
  const used = Math.max(-1, ...made) + 1
  for (let group = 0; group <= used && group < most; group++) {
    yield* groupings(count, most, [...made, group])
  }
}

/** Choices of some of the values, each as often as one likes; which comes first makes no difference. */
function* choices<T>(
  values: readonly T[],
  length: number,
  made: readonly T[] = [],
): Generator<T[]> {
  if (made.length === length) {
    yield [...made]
    return
  }
  for (const [index, value] of values.entries()) {
    yield* choices(values.slice(index), length, [...made, value])
  }
}
