import { add, fen, type Money, subtract, sum } from './money.ts'

/**
 * Accounts of a shop's book. The gateway holds nobody's money: it writes down what moved between the
 * buyer, the shop's merchant account and its account at the platform.
 *
 * Assets `merchant_cash`, `platform_wallet`, `supplier_recv` (agreed by a supplier, not yet back) and
 * `other_means` (what the seller gave back from elsewhere, so negative);
 * income `sales`; expenses `goods_cost`, `freight_cost`, `channel_fee`, `commission`, `loss`; and two that return to
 * nothing: `refund_clearing` (refunds on their way), `suspense` (money that belongs to no order).
 */
export const accounts = [
  'merchant_cash',
  'platform_wallet',
  'supplier_recv',
  'other_means',
  'sales',
  'goods_cost',
  'freight_cost',
  'channel_fee',
  'commission',
  'loss',
  'refund_clearing',
  'suspense',
] as const
export type Account = (typeof accounts)[number]

/** One side of a posting: positive is debit, negative credit. */
export interface Entry {
  readonly account: Account
  readonly amount: Money
}

/**
 * Something that moved money, as it is known. `ref` is the row that it happened to; a kind happens to
 * a row once, so a fact learned twice is posted once.
 */
export type MoneyFact =
  | { readonly kind: 'paid'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'fee'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'paid_in_vain'; readonly ref: string; readonly amount: Money }
  | {
      readonly kind: 'bought'
      readonly ref: string
      readonly goods: Money
      readonly freight: Money
    }
  | {
      /** What the platform took more (or, negative, less) than was posted as bought. */
      readonly kind: 'repriced'
      readonly ref: string
      readonly goods: Money
      readonly freight: Money
    }
  | { readonly kind: 'refund_submitted'; readonly ref: string; readonly amount: Money }
  | {
      readonly kind: 'refunded' | 'vain_refunded'
      readonly ref: string
      readonly amount: Money
      /** By the seller, and not out of the merchant account. */
      readonly byOtherMeans?: boolean
    }
  | {
      /** A bill shows that what counted as given back by other means went out of the merchant account. */
      readonly kind: 'refund_billed'
      readonly ref: string
      readonly amount: Money
    }
  | {
      readonly kind: 'purchase_returned'
      readonly ref: string
      readonly goods: Money
      readonly freight: Money
    }
  | {
      /** By a supplier, and not on a claim of the shop's: `loss` had been given up. */
      readonly kind: 'supplier_returned'
      readonly ref: string
      readonly goods: Money
      readonly freight: Money
      readonly loss: Money
    }
  | { readonly kind: 'claim_agreed'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'claim_returned'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'commission'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'commission_returned'; readonly ref: string; readonly amount: Money }
  | { readonly kind: 'written_off'; readonly ref: string; readonly amount: Money }

const move = (amount: Money, to: Account, from: Account): Entry[] => [
  { account: to, amount },
  { account: from, amount: subtract(fen(0), amount) },
]

/** The entries of a fact; they sum to nothing. Entries of ¥0 are left out. */
export function entriesOf(fact: MoneyFact): Entry[] {
  return entries(fact).filter(({ amount }) => amount.amount !== 0)
}

function entries(fact: MoneyFact): Entry[] {
  switch (fact.kind) {
    case 'paid':
      return move(fact.amount, 'merchant_cash', 'sales')
    case 'fee':
      return move(fact.amount, 'channel_fee', 'merchant_cash')
    // A second payment of one order, or one that came after it closed: not ours, going back.
    case 'paid_in_vain':
      return move(fact.amount, 'merchant_cash', 'suspense')
    case 'vain_refunded':
      return move(fact.amount, 'suspense', paidFrom(fact))
    case 'bought':
    case 'repriced':
      return [
        { account: 'goods_cost', amount: fact.goods },
        { account: 'freight_cost', amount: fact.freight },
        { account: 'platform_wallet', amount: subtract(fen(0), add(fact.goods, fact.freight)) },
      ]
    case 'purchase_returned':
      return entries({ ...fact, kind: 'bought' }).map(({ account, amount }) => ({
        account,
        amount: subtract(fen(0), amount),
      }))
    case 'supplier_returned':
      return [
        ...move(fact.goods, 'platform_wallet', 'goods_cost'),
        ...move(fact.freight, 'platform_wallet', 'freight_cost'),
        ...move(fact.loss, 'platform_wallet', 'loss'),
      ]
    case 'refund_submitted':
      return move(fact.amount, 'sales', 'refund_clearing')
    case 'refunded':
      return move(fact.amount, 'refund_clearing', paidFrom(fact))
    case 'refund_billed':
      return move(fact.amount, 'other_means', 'merchant_cash')
    case 'claim_agreed':
      return move(fact.amount, 'supplier_recv', 'goods_cost')
    case 'claim_returned':
      return move(fact.amount, 'platform_wallet', 'supplier_recv')
    case 'commission':
      return move(fact.amount, 'commission', 'merchant_cash')
    case 'commission_returned':
      return move(fact.amount, 'merchant_cash', 'commission')
    case 'written_off':
      return move(fact.amount, 'loss', 'supplier_recv')
  }
}

const paidFrom = ({ byOtherMeans }: { readonly byOtherMeans?: boolean }): Account =>
  byOtherMeans ? 'other_means' : 'merchant_cash'

export type Balances = Readonly<Partial<Record<Account, Money>>>

/** Balances after facts; one that comes twice counts once. The order of facts does not matter. */
export function balancesOf(facts: readonly MoneyFact[]): Balances {
  const once = new Map(facts.map((fact) => [`${fact.kind}/${fact.ref}`, fact]))
  const balances: Partial<Record<Account, Money>> = {}
  for (const { account, amount } of [...once.values()].flatMap(entriesOf)) {
    balances[account] = add(balances[account] ?? fen(0), amount)
  }
  return balances
}

/** Balances as rows of a database tell them, in fen; accounts that are none of ours are left out. */
export function balancesFrom(
  rows: readonly { readonly account: string; readonly amount: number }[],
): Balances {
  const known = rows.filter((row) => (accounts as readonly string[]).includes(row.account))
  return Object.fromEntries(known.map(({ account, amount }) => [account, fen(amount)]))
}

const results: readonly Account[] = [
  'sales',
  'goods_cost',
  'freight_cost',
  'channel_fee',
  'commission',
  'loss',
]

/** One line of how an order's profit came about, in the order in which people read it. */
export interface ProfitLine {
  readonly account: Account
  /** What it brought (positive) or cost (negative). */
  readonly amount: Money
}

/** What an order earned: the sum of its lines, which are its income and its expenses. */
export function profitOf(balances: Balances): {
  readonly profit: Money
  readonly lines: readonly ProfitLine[]
} {
  const lines = results.flatMap((account) => {
    const balance = balances[account]
    return balance && balance.amount !== 0 ? [{ account, amount: subtract(fen(0), balance) }] : []
  })
  return { profit: sum(lines.map(({ amount }) => amount)), lines }
}
