import type { OrderNow } from '@xiaopu/client/stores'
import { type OrderView, seatStanding } from '@xiaopu/domain'
import { useState } from '../render/index.ts'
import { links } from '../shop/links.ts'
import { copyText } from './copy.tsx'
import { moment } from './moment.ts'
import type { OrderTexts } from './texts.ts'

/** Where an order that was placed together with others stands; nothing once its goods are on their way. */
export function seatHint(order: OrderView, { seat: t }: OrderTexts): string | undefined {
  const { seat } = order
  const standing = seatStanding(order)
  if (!seat || !standing) return undefined
  const by = moment(`${seat.chooseBefore || seat.deadline}`)
  if (standing === 'missed') return t.missed(by)
  if (standing === 'waiting') return t.waiting(seat.size - seat.paid, by)
  return t[standing]
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
  const standing = seatStanding(order)
  const isMissed = standing === 'missed'
  if (!seat || !(isMissed || (shopUrl && standing === 'waiting'))) return null
  const invite = () => {
    const url = `${links.listing(`${shopUrl}`, seat.listing)}?group=${seat.groupBuy}`
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
