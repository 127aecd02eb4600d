import type { AppChannel } from '@xiaopu/domain'
import { type Locale, textsFor } from '@xiaopu/texts'
import type { PageOptions } from '@xiaopu/widgets/server'
import type { Deps } from '../deps.ts'
import type { ShareCard } from '../shares/share-card.ts'
import { loadDrawing } from './drawing.ts'
import type { EmbedFiles } from './embed-files.ts'

interface Scene {
  readonly deps: Deps
  readonly locale: Locale
  readonly card: ShareCard
  /** The hosted page that the share leads to. */
  readonly target: string
}

/** What a program that shows previews reads: title, words, picture, and where it leads. */
export async function previewPage({ deps, locale, card, target }: Scene): Promise<PageOptions> {
  const { hosted } = textsFor(locale)
  const { title, price, shopName, image } = card
  const text = (await loadDrawing()).escapeHtml
  return {
    title,
    lang: locale,
    description: price ? hosted.listingDescription(title, price) : hosted.shopDescription(shopName),
    ...(image && { imageUrl: `${deps.baseUrl}/img/${image}` }),
    canonical: target.split('?')[0] ?? target,
    styles: shareStyles,
    scripts: [],
    body: [
      `<main class="said"><h1>${text(title)}</h1><p>${text(price ?? '')}</p>` +
        `<a class="go" href="${text(target)}">${hosted.toShop}</a></main>`,
    ],
  }
}

/** A page between a short link and what it leads to; its script only copies. */
export async function betweenPage(
  { deps, locale, card, target }: Scene,
  form: { readonly form: 'mini'; readonly url: string } | { readonly form: 'browser' },
  more: {
    readonly channel: AppChannel
    readonly key: string
    readonly embed: EmbedFiles | undefined
  },
): Promise<PageOptions> {
  const { channels, hosted } = textsFor(locale)
  const text = (await loadDrawing()).escapeHtml
  const { between } = hosted
  const way = (href: string, words: string) => `<a class="go" href="${text(href)}">${words}</a>`
  const isMini = form.form === 'mini'
  const steps = isMini
    ? way(form.url, between.openMini(channels[more.channel])) + way(target, between.stay)
    : `<p>${between.browserWords}</p>${arrow}`
  return {
    title: card.title,
    lang: locale,
    styles: shareStyles,
    scripts: (more.embed?.first ?? []).map(({ file, integrity }) => ({
      src: `${deps.baseUrl}/embed/${file}`,
      integrity,
    })),
    seed: { gateway: deps.baseUrl, data: { shop: more.key, listings: [] } },
    body: [
      `<main class="said"><h1>${isMini ? text(card.title) : between.browserTitle}</h1>`,
      isMini ? '' : `<p>${text(card.title)}</p>`,
      steps,
      `<p><label>${between.link}<input class="copy" readonly value="${text(card.url)}"></label></p>`,
      `<button type="button" class="go" hidden data-copy="${text(card.url)}" data-done="${between.copied}">${between.copy}</button>`,
      '</main>',
    ],
  }
}

/** Up to the corner where these apps keep what can be done with a page. */
const arrow =
  '<svg class="arrow" viewBox="0 0 60 60" aria-hidden="true"><path d="M6 56C8 30 24 14 50 10M36 4l16 5-7 15" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'

const shareStyles = `
.said{position:relative;max-width:420px;margin:14vh auto 0;padding:0 24px calc(24px + env(safe-area-inset-bottom));text-align:center;overflow-wrap:anywhere}
.said h1{margin:0 0 8px;font-size:20px;line-height:28px}
.said .go{display:flex;align-items:center;justify-content:center;width:100%;min-height:48px;box-sizing:border-box;padding:0 20px;margin:16px 0 0;border:1px solid currentColor;border-radius:24px;background:none;color:inherit;font:inherit;font-weight:600;text-decoration:none}
.said .go[hidden]{display:none}
.arrow{position:fixed;top:12px;right:16px;width:60px;height:60px}
.copy{display:block;width:100%;min-height:44px;box-sizing:border-box;margin:6px 0 0;border:0;border-radius:10px;background:rgba(127,127,127,.14);color:inherit;font:inherit;text-align:center}
`
