import { groupBuys } from '@xiaopu/client/group-buys'
import type { FailureCode, ListingGroups } from '@xiaopu/domain'
import { counterOf } from '../buying/counter.ts'
import { NotSetUp } from '../card/card.tsx'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice } from '../notice/notice.tsx'
import { useEffect, useState } from '../render/index.ts'
import { emit } from '../shop/events.ts'
import { failureOf, useRead } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { buyInGroup } from './buy-in-group.ts'
import { groupCss } from './group.css.ts'
import { GroupFace } from './group-face.tsx'
import { type GroupTexts, groupTexts } from './texts.ts'

const attributes = { listing: text, group: text }

/**
 * `<xp-group listing="lst_…">`: a listing's price for buyers who order together: begin a group, or
 * join one that waits. Fits into the slot `group` of `<xp-product>`.
 *
 * @attr listing - which listing
 * @attr group - the group that a friend invites to; the one in the page's address (`?group=grp_…`) unless given
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @part group, begin, join, sku, option, notice
 * @fires xp-ready, xp-sku-change, xp-checkout-start, xp-error
 */
export const groupElement = {
  attributes,
  css: foundation + groupCss,
  View: GroupView,
} satisfies ElementSpec<typeof attributes>

function GroupView({ host, listing, group }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  const texts = groupTexts(localeOf(host))
  if (!shop || !listing) return <NotSetUp scene={scene} listing={listing} />
  const key = `${shop.gateway} ${shop.shop} ${listing}`
  const invited = group ?? new URLSearchParams(location.search).get('group') ?? undefined
  return <Group key={key} {...{ scene, shop, texts, listing, invited }} />
}

interface GroupProps {
  readonly scene: ShopScene
  readonly shop: ShopRuntime
  readonly texts: GroupTexts
  readonly listing: string
  readonly invited: string | undefined
}

function Group(props: GroupProps) {
  const { scene, shop, texts, listing } = props
  const read = () => groupBuys(counterOf(shop).client).list(listing)
  const loaded = useRead(shop, {
    seed: shop.seeded(({ groups }) => groups?.[listing]),
    read,
  })
  if (loaded.status === 'loading')
    return <p role="status">{loaded.slow ? texts.status.slow : texts.status.loading}</p>
  if (loaded.status === 'failed')
    return <FailureNotice failure={loaded.failure} texts={texts} retry={shop.retry} />
  return <Buyable {...props} first={loaded.value} read={read} host={scene.host} />
}

/** How often the open groups are read anew while somebody looks, ms. */
const everyMillis = 20_000

function Buyable(
  props: GroupProps & {
    first: ListingGroups
    host: HTMLElement
    read: () => Promise<ListingGroups>
  },
) {
  const { scene, shop, texts, listing, invited, first, host, read } = props
  const { client } = counterOf(shop)
  const [groups, setGroups] = useState(first)
  const [isFresh, setFresh] = useState(false)
  const [now, setNow] = useState(client.now())
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<FailureCode>()
  const look = () => {
    if (document.hidden) return
    // What was read last stays where it cannot be read now.
    read().then(
      (fresh) => {
        setGroups(fresh)
        setFresh(true)
      },
      () => {},
    )
    setNow(client.now())
  }
  useEffect(() => {
    emit(host, 'xp-ready', { shop: shop.shop })
    // What came with the page may be some seconds old, and a group begins in one.
    look()
    const timer = setInterval(look, everyMillis)
    return () => clearInterval(timer)
  }, [])
  const buy = (groupBuy?: string) => {
    const { deal } = groups
    if (busy || !deal) return
    setBusy(true)
    setFailed(undefined)
    buyInGroup(scene, shop, { listing, deal, groupBuy, verb: texts.groupBuy.next })
      .catch((failure: Error) => {
        // She thought better of it.
        if (failure.name === 'AbortError') return
        const { code } = failureOf(failure)
        setFailed(code)
        emit(host, 'xp-error', { code })
        look()
      })
      .finally(() => setBusy(false))
  }
  const said = failed && wordsFor(failed, texts)
  return <GroupFace {...{ groups, texts, now, invited, isFresh, busy, said }} onBuy={buy} />
}

/** What a buyer reads where she could not begin or join; the groups are read anew meanwhile. */
function wordsFor(code: FailureCode, { status, card, groupBuy }: GroupTexts): string {
  if (code === 'OFFLINE') return status.offline
  if (code === 'TIMEOUT') return status.timeout
  if (code === 'OUT_OF_STOCK') return card.soldOut
  if (code === 'GROUP_BUY_FULL' || code === 'GROUP_BUY_OVER') return groupBuy.gone
  return code === 'GROUP_DEAL_OVER' ? groupBuy.none : status.failed
}
