import { escapeXml } from './escape-xml.ts'

export interface EmbedTag {
  /** Where the gateway is reached by buyers. */
  readonly gateway: string
  /** The shop's publishable key, `xpk_…`. */
  readonly key: string
  /** `lst_…`; the whole shop where it is absent. */
  readonly listing?: string
  /** Where the light link leads: the share's short link, or the hosted page. */
  readonly url: string
  /** What the light link says: the listing's title or the shop's name. */
  readonly label: string
  /** Who is credited for orders placed in the pasted element. */
  readonly share?: string
}

/**
 * The HTML a seller pastes into a page.
 *
 * The style sheet keeps the card's room from the first paint on, so that the page does not move. The
 * link inside stays visible until the element is there, and for good where the page's owner
 * blocks scripts: a pasted card never is an empty spot.
 */
export function embedTag(tag: EmbedTag): string {
  const script = scriptAddress(tag)
  const element = tag.listing === undefined ? 'xp-shop' : 'xp-card'
  const attributes = [
    ...(tag.listing === undefined ? [] : [` listing="${escapeXml(tag.listing)}"`]),
    ...(tag.share === undefined ? [] : [` share="${escapeXml(tag.share)}"`]),
  ].join('')
  const room = `${trimmed(tag.gateway)}/embed/v1.css`
  return [
    `<link rel="stylesheet" href="${escapeXml(room)}">`,
    `<script type="module" src="${escapeXml(script)}" data-shop="${escapeXml(tag.key)}"></script>`,
    `<${element}${attributes}><a href="${escapeXml(safeUrl(tag.url))}">${escapeXml(tag.label)}</a></${element}>`,
  ].join('\n')
}

/** Names the listing, so that code and data come in one answer: a round trip less on a slow phone. */
function scriptAddress({ gateway, key, listing }: EmbedTag): string {
  const script = `${trimmed(gateway)}/embed/v1.js`
  return listing === undefined
    ? script
    : `${script}?shop=${encodeURIComponent(key)}&listing=${encodeURIComponent(listing)}`
}

function trimmed(gateway: string): string {
  return gateway.replace(/\/+$/, '')
}

/** Links lead to web pages, never to `javascript:`. */
function safeUrl(url: string): string {
  if (!/^https?:\/\//i.test(url)) throw new TypeError(`not the address of a page: ${url}`)
  return url
}
