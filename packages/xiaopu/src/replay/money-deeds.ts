import { afterSales } from '@xiaopu/client/after-sales'
import { fen, type MoneyBack, type OrderLine, ShopError, second } from '@xiaopu/domain'
import type { Actor } from './actor.ts'
import { decided } from './money-script.ts'
import type { MoneyDeed, MoneyStep } from './step.ts'

const words = '回放'
const returnTo = '浙江省义乌市 回放退货仓'
const parcel = { carrier: '中通快递', number: '75312345678901' }

type Act = (actor: Actor, step: MoneyStep) => Promise<unknown>

/** Does again what was done about money going back, unless it has come about by itself. */
export async function doAboutMoney(actor: Actor, step: MoneyStep): Promise<void> {
  if (await hasComeAbout(actor, step)) return
  await deeds[step.deed](actor, step)
}

async function hasComeAbout(actor: Actor, { about, change }: MoneyStep): Promise<boolean> {
  const claim = actor.claims.get(about)
  if (!change || claim === undefined) return false
  const { items } = await actor.stage.seller.orders.timeline(actor.order)
  const same = items.filter(
    (item) => item.kind === 'change' && item.what === change.what && item.about === claim,
  )
  return same.length >= change.count
}

const deeds: Readonly<Record<MoneyDeed, Act>> = {
  claim: openClaim,
  'withdraw-claim': asBuyer((calls, id, { order, token }) => calls.withdraw(order, id, { token })),
  'dispute-refusal': asBuyer((calls, id, { order, token }) =>
    calls.dispute(order, id, { note: words }, { token }),
  ),
  'ship-back': asBuyer((calls, id, { order, token }) =>
    calls.shipBack(order, id, parcel, { token }),
  ),
  'approve-claim': (actor, step) => {
    const agreed = agreedFor(actor, step.about)
    return answer(actor, step, {
      answer: 'approve',
      ...(agreed > 0 && { agreed: fen(agreed) }),
      ...(isAtOnce(actor, step, 'ask-return') && { returnTo }),
      ...(isAtOnce(actor, step, 'replace') && { keepGoods: true }),
    })
  },
  'name-return': (actor, step) => answer(actor, step, { answer: 'approve', returnTo }),
  'refuse-claim': (actor, step) => answer(actor, step, { answer: 'refuse', words }),
  'accept-goods': (actor, step) => answer(actor, step, { answer: 'accept-goods' }),
  'refuse-goods': (actor, step) => answer(actor, step, { answer: 'refuse-goods', words }),
  'receive-exchange': asBuyer((calls, id, { order, token }) => calls.receive(order, id, { token })),
  'refund-exchange': refundExchange,
  refund: (actor, step) =>
    actor.stage.seller.orders.refund(actor.order, { lines: refundLines(actor, step.about) }),
  'refund-purchase': async (actor, step) => {
    const [first] = refundOf(actor, step.about).lines
    const line = actor.timeline.lines.find(({ id }) => id !== undefined && id === first?.line)
    const purchase = await actor.purchaseOf(line?.purchase)
    await actor.stage.seller.orders.decide(actor.order, purchase, { decision: 'refund' })
  },
  'pay-back': payBack,
  'record-refund': recordRefunds,
  'agree-return': atSupplier('agree', ['waitselleragree']),
  'agree-refund': atSupplier('agree', ['waitselleragree', 'waitsellerreceive']),
  'reject-refund': atSupplier('reject', ['waitselleragree', 'waitsellerreceive']),
}

type Calls = ReturnType<typeof afterSales>

function asBuyer(act: (calls: Calls, id: string, actor: Actor) => Promise<unknown>): Act {
  return (actor, { about }) => act(afterSales(actor.stage.client), claimAt(actor, about), actor)
}

async function openClaim(actor: Actor, { about }: MoneyStep): Promise<void> {
  const { order, token, stage, timeline, claims } = actor
  const told = timeline.moneyBack?.afterSales.find(({ id }) => id === about)
  if (!told) return
  const pieces = new Map<string, number>()
  for (const { line, quantity } of told.lines) {
    const { id } = lineAt(actor, line)
    pieces.set(id, (pieces.get(id) ?? 0) + quantity)
  }
  const lines = [...pieces].map(([line, quantity]) => ({ line, quantity }))
  const { kind, reason } = told
  const opened = await afterSales(stage.client).open(order, { kind, reason, lines }, { token })
  const known = new Set(claims.values())
  const fresh = opened.afterSales.find(({ id }) => !known.has(id))
  if (fresh) claims.set(about, fresh.id)
}

/** Its seller gave money instead; where it could not be bought, by deciding its purchase. */
async function refundExchange(actor: Actor, step: MoneyStep): Promise<void> {
  const { timeline, stage, order } = actor
  const refund = timeline.moneyBack?.refunds.find(({ afterSale }) => afterSale === step.about)
  const purchase = timeline.lines.find(({ afterSale }) => afterSale === step.about)?.purchase
  if (!refund || !purchase || !decided.has(refund.reason))
    return void (await answer(actor, step, { answer: 'refund', words }))
  const own = await actor.purchaseOf(purchase)
  await stage.seller.orders.decide(order, own, { decision: 'refund' })
}

type Answer = Parameters<Actor['stage']['seller']['afterSales']['answer']>[1]

function answer(actor: Actor, { about }: MoneyStep, body: Answer): Promise<unknown> {
  return actor.stage.seller.afterSales.answer(claimAt(actor, about), body)
}

/** @throws ShopError AFTER_SALE_NOT_FOUND where the stage would not have it opened */
function claimAt({ claims }: Actor, recorded: string): string {
  const claim = claims.get(recorded)
  if (claim === undefined) throw new ShopError('AFTER_SALE_NOT_FOUND', { afterSale: recorded })
  return claim
}

/** Something followed in the moment of an approval: its place was named, or nothing had to come back. */
function isAtOnce({ timeline }: Actor, { about, at }: MoneyStep, event: string): boolean {
  return timeline.items.some(
    (item) =>
      item.kind === 'change' &&
      item.what === `after_sale ${event}` &&
      item.about === about &&
      Date.parse(item.at) === at,
  )
}

/** In fen, what was agreed for a claim at the prices of the stand-ins; 0 where pieces go at their own price. */
function agreedFor(actor: Actor, claim: string): number {
  const refund = actor.timeline.moneyBack?.refunds.find(({ afterSale }) => afterSale === claim)
  const isAgreed = refund?.lines.some(({ share }) => share !== undefined)
  if (!refund || !isAgreed) return 0
  return refund.lines.reduce((sum, line) => sum + amountOf(actor, line), 0)
}

type RefundLine = MoneyBack['refunds'][number]['lines'][number]

/** In fen, at the prices of the stand-ins. */
function amountOf(actor: Actor, { line, quantity, share }: RefundLine): number {
  const bought = actor.timeline.lines.find(({ id }) => id === line)?.quantity ?? 0
  const { price } = lineAt(actor, line)
  if (share === undefined) return price.amount * quantity
  return share === 0 ? 0 : Math.max(1, Math.round(price.amount * bought * share))
}

function refundLines(actor: Actor, refund: string) {
  const { lines } = refundOf(actor, refund)
  const ids = [...new Set(lines.map(({ line }) => lineAt(actor, line).id))]
  return ids.map((id) => {
    const own = lines.filter(({ line }) => lineAt(actor, line).id === id)
    const isAgreed = own.some(({ share }) => share !== undefined)
    const amount = own.reduce((sum, line) => sum + amountOf(actor, line), 0)
    return {
      line: id,
      quantity: own.reduce((sum, { quantity }) => sum + quantity, 0),
      ...(isAgreed && { amount: fen(amount) }),
    }
  })
}

function refundOf({ timeline }: Actor, id: string): MoneyBack['refunds'][number] {
  const refund = timeline.moneyBack?.refunds.find((each) => each.id === id)
  if (!refund) throw new TypeError('a step about a refund that was not recorded')
  return refund
}

/** The line on the stage that stands in for a recorded one. */
function lineAt({ timeline, standIns, lines }: Actor, recorded: string): OrderLine {
  const index = timeline.lines.findIndex(({ id }) => id === recorded)
  const wanted = standIns[index]
  const line = lines.find(({ listing, sku }) => listing === wanted?.listing && sku === wanted.sku)
  if (!line) throw new ShopError('REFUND_TOO_MUCH', { line: recorded, left: 0 })
  return line
}

/** What was refused is asked for again, what was on its way arrives, what had failed is made by hand. */
async function payBack({ stage }: Actor): Promise<void> {
  await stage.payBack()
  for (const { id } of await refusals(stage)) await stage.seller.books.retry(id)
  // Asked too, as a shop does in time that may have ended here: the notice can be late or lost.
  await stage.advance(2 * second)
  await stage.seller.books.reconcile()
}

/** What was refused or had failed its seller makes herself; what the stage's cashier made is over. */
async function recordRefunds({ stage, order }: Actor): Promise<void> {
  const { books, orders } = stage.seller
  for (const { id } of await refusals(stage)) await books.resolve(id, { note: words })
  const { refunds } = await orders.read(order)
  for (const { id, state } of refunds)
    if (state === 'abnormal') await orders.recordRefund(order, { refund: id, reference: words })
}

async function refusals({ seller }: Actor['stage']) {
  const { items } = await seller.books.differences({ state: 'open' })
  return items.filter(({ kind, detail }) => kind === 'refused' && detail.deed === 'refund')
}

/** The supplier answers where 1688 waits for it. */
function atSupplier(verb: 'agree' | 'reject', waiting: readonly string[]): Act {
  return async (actor, { about }) => {
    const id = await refundAt1688(actor, about)
    if (id === undefined) return
    const { status } = await actor.stage.look<{ readonly status: string }>(`/refunds/${id}`)
    if (waiting.includes(status)) await actor.stage.control(`/refunds/${id}/${verb}`)
  }
}

/** Claims of one purchase are asked one after the other: so they stand at 1688. */
async function refundAt1688(actor: Actor, recorded: string): Promise<string | undefined> {
  const { moneyBack, items } = actor.timeline
  const claims = moneyBack?.claims ?? []
  const purchase = claims.find(({ id }) => id === recorded)?.purchase
  const own = claims.filter((claim) => claim.purchase === purchase).map(({ id }) => id)
  const asked = items.flatMap(({ what, about }) =>
    what === 'supplier_claim ask' && about !== undefined && own.includes(about) ? [about] : [],
  )
  const index = [...new Set(asked)].indexOf(recorded)
  const number = await actor.numberOf(purchase)
  const order = await actor.stage.look<{ readonly refundIds?: readonly string[] }>(
    `/orders/${number}`,
  )
  return order.refundIds?.[index]
}
