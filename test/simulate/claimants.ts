import type { AfterSaleView, OrderView } from '@xiaopu/domain'
import {
  type Acknowledged,
  as,
  type BuyerOptions,
  type Mood,
  openCashier,
  pathOf,
  payAt,
  pays,
  persist,
} from './buyer.ts'

const minute = 60_000

/** Who pays and does not keep what she bought, each in her way. */
export const claimMoods: readonly Mood[] = [
  ...[regrets, regrets, complains, complains, sendsBack],
  exchanges,
]

/** Changes her mind, somewhere between paying and the parcel. */
async function regrets(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const url = await openCashier(options, mine)
  if (!url) return
  await payAt(options, mine, url)
  await options.phone.wait(options.chance.below(40) * minute)
  await claim(options, mine, { kind: 'refund_only', reason: 'changed_mind' })
  await follows(options, mine)
}

/** Has it in her hands, as a rule, and wants money for it. */
async function complains(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  await pays(options, mine)
  await claim(options, mine, { kind: 'refund_only', reason: 'damaged' })
  await follows(options, mine)
}

async function sendsBack(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  await pays(options, mine)
  await claim(options, mine, { kind: 'return_refund', reason: 'not_as_described' })
  await follows(options, mine)
}

/** Wants the same again for a piece that is broken, or another one of the kind. */
async function exchanges(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const { chance } = options
  await pays(options, mine)
  const order = await look(options, mine)
  if (!order) return
  await claim(options, mine, { kind: 'exchange', reason: chance.of(['damaged', 'wrong_goods']) })
  await follows(options, mine)
}

/** For everything, or for some pieces of one line; tapped twice now and then. */
async function claim(
  options: BuyerOptions,
  mine: Acknowledged,
  wish: Pick<AfterSaleView, 'kind' | 'reason'>,
): Promise<void> {
  const { chance, name } = options
  const order = await look(options, mine)
  if (!order) return
  const line = chance.of(order.lines)
  const some = [{ line: line.id, quantity: 1 + chance.below(line.quantity) }]
  const ask = () =>
    persist(options, `${pathOf(mine)}/after-sales`, {
      body: { ...wish, ...((wish.kind === 'exchange' || chance.next() < 0.5) && { lines: some }) },
      headers: { ...as(mine).headers, 'idempotency-key': `${name}-claim-${chance.below(1e6)}` },
    })
  await Promise.all(chance.next() < 0.2 ? [ask(), ask()] : [ask()])
}

/** Looks after her claims a few times: sends goods, argues, or lets it be. */
async function follows(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const { chance, phone } = options
  for (let round = 0; round < 6; round++) {
    await phone.wait((30 + chance.below(180)) * minute)
    const order = await look(options, mine)
    for (const each of order?.afterSales ?? []) await acts(options, mine, each)
  }
}

async function acts(
  options: BuyerOptions,
  mine: Acknowledged,
  { id, state }: AfterSaleView,
): Promise<void> {
  const { chance, name } = options
  const tell = (deed: string, body: object = {}) =>
    persist(options, `${pathOf(mine)}/after-sales/${id}/${deed}`, { ...as(mine), body })
  if (state === 'awaiting_return' && chance.next() < 0.7)
    await tell('ship-back', {
      carrier: '中通快递',
      number: `7531${name.length}${chance.below(1e8)}`,
    })
  else if (state === 'resending' && chance.next() < 0.5) await tell('receive')
  else if (state === 'opened' && chance.next() < 0.1) await tell('withdraw')
  else if (state === 'refused' && chance.next() < 0.4) await tell('dispute', { note: '请再看看' })
}

function look(options: BuyerOptions, mine: Acknowledged): Promise<OrderView | undefined> {
  return persist<OrderView>(options, pathOf(mine), { headers: as(mine).headers })
}
