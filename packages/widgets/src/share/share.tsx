import type { Channel } from '@xiaopu/domain'
import { counterOf } from '../buying/counter.ts'
import { text } from '../element/attributes.ts'
import type { ElementSpec, ViewProps } from '../element/element.ts'
import { oneOf } from '../element/one-of.ts'
import { localeOf } from '../look/texts.ts'
import { foundation } from '../look/tokens.css.ts'
import { FailureNotice, Notice } from '../notice/notice.tsx'
import { useState } from '../render/index.ts'
import { emit } from '../shop/events.ts'
import { useRead } from '../shop/read.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import { type ShopScene, useScene } from '../shop/use-shop.ts'
import { channelHere, makeShare } from './made-share.ts'
import { shareCss } from './share.css.ts'
import { ShareDialog, ShareWays } from './share-sheet.tsx'
import { type ShareTexts, shareTexts } from './texts.ts'

const attributes = {
  listing: text,
  channel: oneOf<Channel | ''>('', 'wechat', 'douyin', 'kuaishou', 'xiaohongshu', 'web'),
}

/**
 * `<xp-share listing="lst_…">`: a button that opens the ways to pass a listing, or without one the
 * shop, on: link, QR code, poster, the phone's own sheet.
 *
 * @attr listing - what to pass on; the shop where it is absent
 * @attr channel - where to; by the web view the page is in where it is absent
 * @attr shop, gateway, lang, locale, theme - as on every element
 * @part opener, sheet, notice
 * @fires xp-share, xp-error
 */
export const shareElement = {
  attributes,
  css: foundation + shareCss,
  View: ShareView,
} satisfies ElementSpec<typeof attributes>

function ShareView({ host, listing, channel }: ViewProps<typeof attributes>) {
  const scene = useScene(host)
  const { shop } = scene
  const texts = shareTexts(localeOf(host))
  const [open, setOpen] = useState(false)
  if (!shop) return <Notice failed text={texts.status.notSetUp} />
  return (
    <>
      <button
        type="button"
        part="opener"
        class="opener"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <svg
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          stroke-width="1.8"
          aria-hidden="true"
        >
          <path
            d="M12 15V4m0 0L8 8m4-4 4 4M5 13v6h14v-6"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        {texts.share.title}
      </button>
      {open && (
        <ShareDialog texts={texts} onClose={() => setOpen(false)}>
          <Ways
            key={`${listing} ${channel}`}
            {...{ scene, shop, texts, listing }}
            channel={channel || channelHere(navigator.userAgent)}
          />
        </ShareDialog>
      )}
    </>
  )
}

function Ways(props: {
  scene: ShopScene
  shop: ShopRuntime
  texts: ShareTexts
  listing: string | undefined
  channel: Channel
}) {
  const { scene, shop, texts, listing, channel } = props
  const read = useRead(shop, {
    read: () => makeShare(counterOf(shop).client, listing, channel),
  })
  if (read.status === 'failed') {
    return <FailureNotice failure={read.failure} texts={texts} retry={shop.retry} />
  }
  if (read.status === 'loading') {
    return (
      <div class="waiting" aria-busy="true">
        <div class="qr bones" />
        <p class="values" role="status">
          {read.slow ? texts.status.slow : texts.status.loading}
        </p>
      </div>
    )
  }
  const { value: share } = read
  return (
    <ShareWays
      share={share}
      accent={shop.seeded(({ view }) => view)?.theme.accent}
      texts={texts}
      onDone={(kind) => {
        const { code, url } = share
        emit(scene.host, 'xp-share', { kind, channel, code, url })
      }}
    />
  )
}
