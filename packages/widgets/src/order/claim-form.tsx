import { claimable } from '@xiaopu/client/after-sales'
import type { AfterSaleKind, AfterSaleReason, ListingSku, OrderLine } from '@xiaopu/domain'
import { BoughtLine, valuesOf } from '../checkout/bought.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { useEffect, useState } from '../render/index.ts'
import type { ClaimProps } from './claim-buttons.tsx'

interface Draft {
  readonly kind: AfterSaleKind
  readonly reason: AfterSaleReason | ''
  readonly note: string
  /** What an exchange is for; the same again where empty. */
  readonly sku: string
  /** Pieces by the line's id. */
  readonly pieces: Readonly<Record<string, number>>
}

/** Goods and pieces, with or without sending them back, why, and words to the shop. */
export function ClaimForm(props: ClaimProps & { readonly onDone: () => void }) {
  const { order, now, texts, said, deeds, onDone } = props
  const t = texts.afterSales
  const lines = claimable(order)
  const [draft, setDraft] = useState<Draft>({
    kind: 'refund_only',
    reason: '',
    note: '',
    sku: '',
    // One thing needs no choosing.
    pieces: Object.fromEntries(lines.map(({ line, left }) => [line.id, lines[1] ? 0 : left])),
  })
  const [missing, setMissing] = useState('')
  const change = (part: Partial<Draft>) => {
    setMissing('')
    setDraft({ ...draft, ...part })
  }
  const busy = now.doing !== undefined
  const { kind, reason, sku, pieces } = draft
  const some = lines.filter(({ line }) => pieces[line.id])
  // Exchanged is one thing at a time.
  const [single] = kind === 'exchange' && !some[1] ? some : []
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = some.map(({ line: { id } }) => ({ line: id, quantity: pieces[id] as number }))
    const note = draft.note.trim()
    if (!some[0] || (kind === 'exchange' && !single)) setMissing(t.choosePieces)
    else if (!reason) setMissing(t.chooseReason)
    else if (!busy)
      void deeds
        .open({ kind, reason, lines: chosen, ...(single && sku && { sku }), ...(note && { note }) })
        .then((opened) => opened && onDone())
  }
  return (
    <Dialog title={t.claim} closeLabel={texts.status.close} part="claim-form" onClose={onDone}>
      <form class="claim-form" noValidate onSubmit={submit}>
        <div class="scroll">
          <ul>
            {lines.map(({ line, left }) => (
              <BoughtLine
                key={line.id}
                {...{ line, texts }}
                back={
                  <Choice
                    class="pieces"
                    label={`${line.title} ${t.pieces}`}
                    value={String(pieces[line.id])}
                    of={Array.from({ length: left + 1 }, (_, count) => [
                      String(count),
                      count > 0 ? t.some(count) : t.none,
                    ])}
                    onChange={(value) =>
                      change({ sku: '', pieces: { ...pieces, [line.id]: Number(value) } })
                    }
                  />
                }
              />
            ))}
          </ul>
          <Choice
            label={t.title}
            value={kind}
            of={Object.entries(t.kinds).slice(0, order.state === 'partly_shipped' ? 2 : 3)}
            onChange={(value) => change({ kind: value as AfterSaleKind })}
          />
          {single && (
            <Exchange
              key={single.line.id}
              {...{ line: single.line, texts, deeds }}
              value={sku}
              onChange={(value) => change({ sku: value })}
            />
          )}
          <Choice
            label={t.reason}
            value={reason}
            of={[['', t.chooseReason], ...Object.entries(t.reasons)]}
            onChange={(value) => change({ reason: value as Draft['reason'] })}
          />
          <textarea
            rows={3}
            maxLength={500}
            aria-label={t.note}
            placeholder={t.note}
            value={draft.note}
            onInput={({ currentTarget }) => change({ note: currentTarget.value })}
          />
        </div>
        <div class="foot">
          <p class="bad" role="alert">
            {missing || said}
          </p>
          <button type="submit" class="solid" aria-disabled={busy || undefined}>
            {t.submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface Chosen {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of several, each with what it is called. */
function Choice(
  props: Chosen & {
    readonly label: string
    readonly class?: string
    readonly of: readonly (readonly [value: string, words: string])[]
  },
) {
  const { label, of, onChange, ...own } = props
  return (
    <select
      aria-label={label}
      {...own}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {of.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  )
}

/** What she gets in exchange: the same, or what costs the same. */
function Exchange(props: Chosen & Pick<ClaimProps, 'texts' | 'deeds'> & { line: OrderLine }) {
  const { line, texts, deeds, ...chosen } = props
  const t = texts.afterSales
  const [skus, setSkus] = useState<readonly ListingSku[]>([])
  useEffect(() => {
    // Where nobody answers, there is the same again.
    deeds.exchanges(line).then(setSkus, () => {})
  }, [])
  const all = [{ ...line, skuId: '' }, ...skus]
  return (
    <Choice
      label={t.kinds.exchange}
      of={all.map((sku) => [sku.skuId, t.instead(valuesOf(sku))])}
      {...chosen}
    />
  )
}
