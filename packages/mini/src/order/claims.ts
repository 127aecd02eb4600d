import {
  type AfterSales,
  afterSales,
  type ClaimableLine,
  claimable,
  exchangesFor,
  wayBack,
} from '@xiaopu/client/after-sales'
import type { OrderStore } from '@xiaopu/client/mini'
import { isDone, once } from '@xiaopu/client/order-deeds'
import type {
  AfterSaleKind,
  AfterSaleReason,
  ListingSku,
  OrderLine,
  OrderView,
} from '@xiaopu/domain'
import { dataOf, type Scene, type Told, textOf } from '../component.ts'
import { confirmed } from '../shop/host.ts'
import type { Runtime } from '../shop/runtime.ts'
import type { ShopTexts } from '../shop/texts.ts'
import { receivedTitle } from './claims-view.ts'

/** What a buyer does about money and goods that go back. */
export interface Claims {
  /** Cancels what has not left after a question, or opens the form of a claim. */
  ask(): Promise<void>
  pickPieces(told: Told): void
  pickKind(told: Told): void
  pickReason(told: Told): void
  /** What she gets in exchange. */
  pickSku(told: Told): void
  note(told: Told): void
  send(): Promise<void>
  withdraw(claim: string): Promise<void>
  /** What an input of a claim that waits for its buyer holds now. */
  typeStep(told: Told): void
  /** With which parcel the goods come back, as it was typed. */
  shipBack(claim: string): Promise<void>
  /** Asks the shop to look at a refusal once more. */
  dispute(claim: string): Promise<void>
  /** What was sent in exchange has arrived. */
  received(claim: string): Promise<void>
}

/** What a buyer chooses between. */
const kinds: readonly AfterSaleKind[] = ['refund_only', 'return_refund', 'exchange']

interface Wish {
  readonly kind: number
  /** None is -1. */
  readonly reason: number
  readonly note: string
  /** By the line's id. */
  readonly pieces: Readonly<Record<string, number>>
  /** For what the one line can be exchanged besides the same, and which of it she wants; 0 is the same. */
  readonly skus: readonly ListingSku[]
  readonly sku: number
}

interface Ground {
  readonly scene: Scene<unknown>
  readonly shop: Runtime
  readonly token: string
  readonly store: OrderStore
  order(): OrderView | undefined
}

export function openClaims({ scene, shop, token, store, order }: Ground): Claims {
  const { client, host, texts } = shop
  const { afterSales: t } = texts
  const calls = afterSales(client)
  const reasons = Object.keys(t.reasons) as AfterSaleReason[]
  const open = once<Parameters<AfterSales['open']>[1]>(store, client, (body, idempotencyKey) =>
    calls.open(order()?.id ?? '', body, { token, idempotencyKey }),
  )
  let wish: Wish | undefined
  /** What was typed into a claim's own fields. */
  const typed: Record<string, Readonly<Record<string, string>>> = {}

  function draw(bad = '') {
    const shown = order()
    const lines = shown ? claimable(shown, client.now()) : []
    scene.show({ form: wish && shown ? formView(wish, shown, lines, { reasons, t, bad }) : null })
  }

  function change(part: Partial<Wish>) {
    if (wish) wish = { ...wish, ...part }
    draw()
  }

  /** Answers whether it was done; what failed stands in the store. */
  async function deed(call: (id: string) => ReturnType<AfterSales['open']>): Promise<boolean> {
    const shown = order()
    return shown !== undefined && isDone(store, () => call(shown.id))
  }

  /** All that can still be asked back, or where several things can, nothing yet. */
  function begin(shown: OrderView): Wish {
    const lines = claimable(shown, client.now())
    const pieces = lines.map(({ line, left }) => [line.id, lines[1] ? 0 : left])
    const rest = { reason: -1, note: '', skus: [], sku: 0 }
    return { ...rest, kind: 0, pieces: Object.fromEntries(pieces) }
  }

  /** Asks for what the chosen line can be exchanged for, once the buyer wants that. */
  async function offerSkus() {
    const shown = order()
    change({ skus: [], sku: 0 })
    const line = shown && wish && exchangedLine(wish, shown)
    if (!line) return
    const listing = await client.listings.get(line.listing).catch(() => undefined)
    // She may have chosen something else meanwhile.
    if (!listing || !wish || exchangedLine(wish, shown) !== line) return
    change({ skus: exchangesFor(line, listing) })
  }

  return {
    async ask() {
      const shown = order()
      if (!shown) return
      const way = wayBack(shown, client.now())
      if (way === 'cancel' && (await confirmed(host, t.cancelAll, t.cancelAsk))) {
        const lines = claimable(shown, client.now()).map(({ line, left }) => ({
          line: line.id,
          quantity: left,
        }))
        const body = { kind: 'refund_only', reason: 'changed_mind', lines } as const
        await open(body)
      } else if (way === 'claim') {
        wish = wish ? undefined : begin(shown)
        draw()
      }
    },
    pickPieces(told) {
      if (!wish) return
      change({ pieces: { ...wish.pieces, [dataOf(told, 'line')]: Number(textOf(told)) } })
      void offerSkus()
    },
    pickKind(told) {
      change({ kind: Number(textOf(told)) })
      void offerSkus()
    },
    pickSku: (told) => change({ sku: Number(textOf(told)) }),
    pickReason: (told) => change({ reason: Number(textOf(told)) }),
    note(told) {
      if (wish) wish = { ...wish, note: textOf(told) }
    },
    async send() {
      if (!wish) return
      const { pieces } = wish
      const [kind, reason, note] = [kinds[wish.kind], reasons[wish.reason], wish.note.trim()]
      const lines = Object.keys(pieces).flatMap((line) => {
        const quantity = pieces[line] ?? 0
        return quantity > 0 ? [{ line, quantity }] : []
      })
      if (lines.length === 0) return draw(t.choosePieces)
      if (kind === 'exchange' && lines.length > 1) return draw(t.choosePieces)
      if (!kind || !reason) return draw(t.chooseReason)
      const { skuId: sku } = wish.skus[wish.sku - 1] ?? {}
      const body = { kind, reason, lines, ...(sku && { sku }), ...(note && { note }) }
      if (!(await open(body))) return
      wish = undefined
      draw()
    },
    async withdraw(claim) {
      if (!(await confirmed(host, t.withdraw, t.withdrawAsk))) return
      await deed((id) => calls.withdraw(id, claim, { token }))
    },
    typeStep(told) {
      const claim = dataOf(told, 'claim')
      typed[claim] = { ...typed[claim], [dataOf(told, 'field')]: textOf(told) }
    },
    async shipBack(claim) {
      const { carrier = '', number = '' } = typed[claim] ?? {}
      const parcel = { carrier: carrier.trim(), number: number.replace(/\s/g, '') }
      // As the contract has it.
      const isWrong = !parcel.carrier || !/^[0-9A-Za-z-]{6,32}$/.test(parcel.number)
      scene.show({ wrong: isWrong ? claim : '' })
      if (!isWrong) await deed((id) => calls.shipBack(id, claim, parcel, { token }))
    },
    async received(claim) {
      if (await confirmed(host, receivedTitle(texts), texts.order.receiveAsk))
        await deed((id) => calls.receive(id, claim, { token }))
    },
    async dispute(claim) {
      const note = (typed[claim]?.dispute ?? '').trim()
      if (note) await deed((id) => calls.dispute(id, claim, { note }, { token }))
    },
  }
}

/** The one line that the buyer wants exchanged. */
function exchangedLine(wish: Wish, order: OrderView): OrderLine | undefined {
  const some = order.lines.filter(({ id }) => (wish.pieces[id] ?? 0) > 0)
  return kinds[wish.kind] === 'exchange' && some.length === 1 ? some[0] : undefined
}

function formView(
  wish: Wish,
  order: OrderView,
  lines: readonly ClaimableLine[],
  {
    reasons,
    t,
    bad,
  }: {
    readonly reasons: readonly AfterSaleReason[]
    readonly t: ShopTexts['afterSales']
    readonly bad: string
  },
) {
  const line = exchangedLine(wish, order)
  const skus = (line ? [line, ...wish.skus] : []).map(({ properties }) =>
    t.instead(properties.map((each) => each.value).join(' · ')),
  )
  return {
    title: t.title,
    skuTitle: t.kinds.exchange,
    skus,
    sku: wish.sku,
    skuShown: skus[wish.sku],
    pieces: lines.map(({ line, left }) => {
      const some = Array.from({ length: left }, (_, at) => t.some(at + 1))
      const [range, value] = [[t.none, ...some], wish.pieces[line.id] ?? 0]
      const values = line.properties.map((each) => each.value).join(' · ')
      const label = `${line.title} ${t.pieces}`
      return { line: line.id, title: line.title, values, label, range, value, shown: range[value] }
    }),
    kinds: kinds.map((kind) => t.kinds[kind]),
    kind: wish.kind,
    kindShown: t.kinds[kinds[wish.kind] ?? 'refund_only'],
    reasonTitle: t.reason,
    reasons: reasons.map((reason) => t.reasons[reason]),
    reason: Math.max(0, wish.reason),
    reasonShown: wish.reason < 0 ? t.chooseReason : t.reasons[reasons[wish.reason] ?? 'other'],
    note: t.note,
    submit: t.submit,
    bad,
  }
}
