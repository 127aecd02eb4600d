import type { OrderNow } from '@xiaopu/client/stores'
import type { OrderView } from '@xiaopu/domain'
import { useState } from '../render/index.ts'
import { links } from '../shop/links.ts'
import { copyText } from './copy.tsx'
import { moment } from './moment.ts'
import type { OrderTexts } from './texts.ts'

/** Where an order that was placed together with others stands; nothing once its goods are on their way. */
export function seatHint({ seat, state }: OrderView, { seat: t }: OrderTexts): string | undefined {
  if (!seat || (state !== 'paid' && state !== 'closed')) return undefined
  const { groupState } = seat
  if (seat.state === 'missed') return t.missed(moment(seat.chooseBefore ?? ''))
  if (groupState === 'failed') return t.failed
  if (state === 'closed') return undefined
  return groupState === 'succeeded'
    ? t.full
    : t.waiting(seat.size - seat.paid, moment(seat.deadline ?? ''))
}

/** What its buyer can do: invite others, or take another group where hers had ended. */
export function SeatDeed(props: {
  readonly order: OrderView
  readonly now: OrderNow
  readonly texts: OrderTexts
  readonly shopUrl: string | undefined
  readonly onJoin: () => void
}) {
  const { order, now, texts, shopUrl, onJoin } = props
  const { seat: t } = texts
  const { seat } = order
  const [copied, setCopied] = useState(false)
  if (!seat || order.state !== 'paid') return null
  const isMissed = seat.state === 'missed'
  if (!isMissed && (seat.groupState !== 'recruiting' || !shopUrl)) return null
  const invite = () => {
    const url = `${links.listing(shopUrl ?? '', seat.listing)}?group=${seat.groupBuy}`
    void copyText(url).then(setCopied)
  }
  return (
    <>
      <button
        type="button"
        class="solid wide"
        aria-disabled={!!now.doing || undefined}
        onClick={isMissed ? onJoin : invite}
      >
        {isMissed ? t.another : t.invite}
      </button>
      <p class="values" role="status">
        {copied && t.invited}
      </p>
    </>
  )
}
