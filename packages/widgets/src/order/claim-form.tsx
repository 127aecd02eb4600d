import { type ClaimableLine, claimable } from '@xiaopu/client/after-sales'
import type { AfterSaleKind, AfterSaleReason } from '@xiaopu/domain'
import { Dialog } from '../dialog/dialog.tsx'
import { Picture } from '../picture/picture.tsx'
import { useState } from '../render/index.ts'
import type { ClaimProps } from './claim-buttons.tsx'
import type { OrderTexts } from './texts.ts'

/** What a buyer chooses between; goods that should be exchanged are for a talk with the shop. */
const kinds: readonly AfterSaleKind[] = ['refund_only', 'return_refund']

interface Draft {
  readonly kind: AfterSaleKind
  readonly reason: AfterSaleReason | ''
  readonly note: string
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
    // One thing needs no choosing.
    pieces: Object.fromEntries(lines.map(({ line, left }) => [line.id, lines[1] ? 0 : left])),
  })
  const [missing, setMissing] = useState('')
  const change = (part: Partial<Draft>) => {
    setMissing('')
    setDraft({ ...draft, ...part })
  }
  const busy = now.doing !== undefined
  const submit = (event: Event) => {
    event.preventDefault()
    const chosen = lines.flatMap(({ line: { id } }) => {
      const quantity = draft.pieces[id] ?? 0
      return quantity > 0 ? [{ line: id, quantity }] : []
    })
    const { kind, reason } = draft
    const note = draft.note.trim()
    if (chosen.length === 0) setMissing(t.choosePieces)
    else if (!reason) setMissing(t.chooseReason)
    else if (!busy)
      void deeds
        .open({ kind, reason, lines: chosen, ...(note && { note }) })
        .then((opened) => opened && onDone())
  }
  return (
    <Dialog title={t.claim} closeLabel={texts.status.close} part="claim-form" onClose={onDone}>
      <form class="claim-form" noValidate onSubmit={submit}>
        <div class="scroll">
          {lines.map(({ line, left }) => (
            <Pieces
              key={line.id}
              {...{ line, left, texts }}
              value={draft.pieces[line.id] ?? 0}
              onChange={(value) => change({ pieces: { ...draft.pieces, [line.id]: value } })}
            />
          ))}
          <div class="pair kinds">
            {kinds.map((kind) => (
              <button
                key={kind}
                type="button"
                class="plain"
                aria-pressed={draft.kind === kind}
                onClick={() => change({ kind })}
              >
                {t.kinds[kind]}
              </button>
            ))}
          </div>
          <select
            aria-label={t.reason}
            value={draft.reason}
            onChange={({ currentTarget }) =>
              change({ reason: currentTarget.value as Draft['reason'] })
            }
          >
            <option value="">{t.chooseReason}</option>
            {Object.entries(t.reasons).map(([reason, words]) => (
              <option key={reason} value={reason}>
                {words}
              </option>
            ))}
          </select>
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

function Pieces(
  props: ClaimableLine & {
    texts: OrderTexts
    value: number
    onChange: (value: number) => void
  },
) {
  const { line, left, texts, value, onChange } = props
  const t = texts.afterSales
  return (
    <div class="line">
      <div class="thumb">
        <Picture url={line.imageUrl} alt="" texts={texts} />
      </div>
      <div class="about">
        <h3>{line.title}</h3>
        <p class="values">{line.properties.map((each) => each.value).join(' · ')}</p>
      </div>
      <select
        class="pieces"
        aria-label={`${line.title} ${t.pieces}`}
        value={String(value)}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {Array.from({ length: left + 1 }, (_, pieces) => (
          <option key={pieces} value={String(pieces)}>
            {pieces > 0 ? t.some(pieces) : t.none}
          </option>
        ))}
      </select>
    </div>
  )
}
