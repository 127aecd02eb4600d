import type { GroupDealView, ListingGroups, OpenGroupBuy } from '@xiaopu/domain'
import { Price } from '../price/price.tsx'
import type { GroupTexts } from './texts.ts'

export interface GroupFaceProps {
  readonly groups: ListingGroups
  readonly texts: GroupTexts
  /** ms since 1970. */
  readonly now: number
  /** The group that a friend's link leads to. */
  readonly invited?: string | undefined
  /** As the gateway has them now: a group that is not among them has ended. */
  readonly isFresh?: boolean
  /** A choice is on its way. */
  readonly busy?: boolean
  /** Why the last one failed. */
  readonly said?: string | undefined
  /** Begins a group, or joins one. */
  readonly onBuy?: ((groupBuy?: string) => void) | undefined
}

/** What a listing costs together, and the groups that wait. The same on a server. */
export function GroupFace({ groups: { deal, open }, ...props }: GroupFaceProps) {
  const { texts, invited, isFresh, said } = props
  const t = texts.groupBuy
  if (!deal) return <p class="hint">{t.none}</p>
  const own = open.filter(({ id }) => id === invited)
  const others = open.filter(({ id }) => id !== invited).slice(0, own.length > 0 ? 2 : 3)
  return (
    <section part="group" class="group" aria-label={t.title(deal.size)}>
      {own.length > 0 && <Open {...props} title={t.invited} open={own} />}
      {invited && isFresh && own.length === 0 && <p role="status">{t.ended}</p>}
      <Begin {...props} deal={deal} />
      <p class="hint">{t.hint(deal.size, deal.openHours)}</p>
      <div role="alert">{said && <p class="bad">{said}</p>}</div>
      {others.length > 0 && <Open {...props} title={t.open} open={others} />}
    </section>
  )
}

type Acting = Omit<GroupFaceProps, 'groups'>

function Begin({ deal, texts, busy, onBuy }: Acting & { deal: GroupDealView }) {
  const t = texts.groupBuy
  const prices = deal.prices.map(({ price }) => price)
  const least = prices.reduce((one, other) => (other.amount < one.amount ? other : one))
  const from = prices.some(({ amount }) => amount > least.amount) ? texts.card.from : undefined
  return (
    <div class="row">
      <p>
        {t.title(deal.size)}
        <Price money={least} label={texts.card.priceLabel(least)} {...(from && { from })} />
      </p>
      {deal.state !== 'over' && (
        <button
          type="button"
          part="begin"
          class="solid"
          aria-disabled={busy || undefined}
          onClick={() => onBuy?.()}
        >
          {busy ? t.busy : t.begin}
        </button>
      )}
    </div>
  )
}

function Open(props: Acting & { title: string; open: readonly OpenGroupBuy[] }) {
  const { title, open, texts, now, busy, onBuy } = props
  const t = texts.groupBuy
  return (
    <>
      <h3>{title}</h3>
      <ul class="open">
        {open.map(({ id, missing, deadline }) => (
          <li key={id}>
            <p>
              {t.missing(missing)}
              <small>{left(Date.parse(deadline) - now, texts)}</small>
            </p>
            <button
              type="button"
              part="join"
              class="plain"
              aria-disabled={busy || undefined}
              onClick={() => onBuy?.(id)}
            >
              {t.join}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Nothing where the phone's clock is past it: the gateway says that it is open. */
function left(ms: number, { groupBuy: t }: GroupTexts): string | undefined {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 0) return undefined
  return t.left(Math.floor(minutes / 60), minutes % 60)
}
