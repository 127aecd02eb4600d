import { type AppChannel, isPhone, type MiniProgram, type Surroundings } from '@xiaopu/domain'
import { miniLink } from './mini-link.ts'

/** What a seller has settled with the app that a short link was opened in. */
export interface OpeningRule {
  readonly opens: 'page' | 'browser'
  readonly mini?: MiniProgram | undefined
}

/**
 * What a short link shows. `page`: the hosted page at once. `mini`: a page that offers the seller's
 * mini-program in this app, because nothing may jump by itself. `browser`: a page that asks for a
 * browser, where the app lets nothing else work.
 */
export type ShareForm =
  | { readonly form: 'page' }
  | { readonly form: 'mini'; readonly url: string }
  | { readonly form: 'browser' }

/** The best form for where a link was opened. A mini-program of the same app comes before a page. */
export function shareForm(
  { container, channel, mini: inMini, os }: Surroundings,
  code: string,
  rule: OpeningRule | undefined,
): ShareForm {
  if (container === 'none' || channel === 'web' || !rule || inMini) return { form: 'page' }
  const url = isPhone(os) ? ownMini(channel, code, rule.mini) : undefined
  if (url) return { form: 'mini', url }
  return rule.opens === 'browser' ? { form: 'browser' } : { form: 'page' }
}

/** In WeChat a page opens the mini-program by a tag that only a signed page may hold. */
function ownMini(
  channel: AppChannel,
  code: string,
  mini: MiniProgram | undefined,
): string | undefined {
  if (!mini || channel === 'wechat') return undefined
  if (mini.path) {
    const link = miniLink(channel, { appId: mini.appId, path: mini.path, query: `s=${code}` })
    if (link.opensIn === 'own-app') return link.url
  }
  return mini.link
}

const robots =
  /bot|crawl|spider|slurp|preview|facebookexternalhit|embedly|whatsapp|curl|wget|python|headless|lighthouse|^$/i

/** Programs that fetch links to show a preview, or to list the web. */
export function isRobot(userAgent: string): boolean {
  return robots.test(userAgent)
}
