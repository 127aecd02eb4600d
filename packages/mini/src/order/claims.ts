import { afterSales, claimable, wayBack } from '@xiaopu/client/after-sales'
import type { OrderStore } from '@xiaopu/client/mini'
import type { AfterSaleKind, AfterSaleReason, OrderView } from '@xiaopu/domain'
import { type Scene, type Told, textOf } from '../component.ts'
import { confirmed } from '../shop/host.ts'
import type { Runtime } from '../shop/runtime.ts'

/** What a buyer does about money and goods that go back. */
export interface Claims {
  /** Cancels what has not left after a question, or opens the form of a claim. */
  ask(): Promise<void>
  pickKind(told: Told): void
  pickReason(told: Told): void
  note(told: Told): void
  send(): Promise<void>
  withdraw(claim: string): Promise<void>
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
  const kinds = Object.keys(t.kinds) as AfterSaleKind[]
  const reasons = Object.keys(t.reasons) as AfterSaleReason[]
  let wish: { kind: number; reason: number; note: string } | undefined

  function draw(bad = '') {
    const form = wish && {
      title: t.title,
      kinds: kinds.map((kind) => t.kinds[kind]),
      kind: wish.kind,
      kindShown: t.kinds[kinds[wish.kind] ?? 'refund_only'],
      reasonTitle: t.reason,
      reasons: reasons.map((reason) => t.reasons[reason]),
      reason: Math.max(0, wish.reason),
      reasonShown: t.reasons[reasons[wish.reason] ?? 'other'],
      note: t.note,
      submit: t.submit,
      bad,
    }
    if (form && wish?.reason === -1) form.reasonShown = t.chooseReason
    scene.show({ form })
  }

  /** What failed stands in the store. */
  async function claim(kind: AfterSaleKind, reason: AfterSaleReason, note: string) {
    const shown = order()
    if (!shown) return
    const lines = claimable(shown).map(({ line, left }) => ({ line: line.id, quantity: left }))
    const body = { kind, reason, lines, ...(note && { note }) }
    await store.claim(() => calls.open(shown.id, body, { token })).catch(() => {})
  }

  return {
    async ask() {
      const shown = order()
      const way = shown && wayBack(shown, client.now())
      if (way === 'cancel') {
        if (await confirmed(host, t.cancelAll, t.cancelAsk)) {
          await claim('refund_only', 'changed_mind', '')
        }
      } else if (way === 'claim') {
        wish = wish ? undefined : { kind: 0, reason: -1, note: '' }
        draw()
      }
    },
    pickKind(told) {
      if (wish) wish.kind = Number(textOf(told))
      draw()
    },
    pickReason(told) {
      if (wish) wish.reason = Number(textOf(told))
      draw()
    },
    note(told) {
      if (wish) wish.note = textOf(told)
    },
    async send() {
      if (!wish) return
      const [kind, reason] = [kinds[wish.kind], reasons[wish.reason]]
      if (!kind || !reason) return draw(t.chooseReason)
      const { note } = wish
      wish = undefined
      draw()
      await claim(kind, reason, note.trim())
    },
    async withdraw(id) {
      const shown = order()
      if (!shown || !(await confirmed(host, t.withdraw, t.withdrawAsk))) return
      await store.claim(() => calls.withdraw(shown.id, id, { token })).catch(() => {})
    },
  }
}
