import type { Channel } from '@xiaopu/domain'
import { isShareCode } from './code.ts'

/**
 * The short link of a share: short enough to be spoken, typed and drawn as a QR code of 33 modules.
 *
 * @param base - where the gateway is reached, with or without a trailing slash
 */
export function shortLink(base: string, code: string): string {
  if (!/^https?:\/\/[^\s/]/.test(base)) throw new TypeError(`not the address of a gateway: ${base}`)
  if (!isShareCode(code)) throw new TypeError(`not a share code: ${code}`)
  return `${base.replace(/\/+$/, '')}/s/${code}`
}

/** After the code comes its end, a query, a fragment, or whatever people type without a space. */
const linkPattern = /[^\s/]\/s\/([2-9A-HJ-NP-Za-km-z]{8})(?![0-9A-Za-z_-])/

/**
 * The share code in what someone pasted or scanned: a short link, words around one, a link encoded
 * once more (mini-programs hand on a scanned address that way), or the bare code.
 */
export function readLink(pasted: string): string | undefined {
  const text = pasted.trim()
  if (isShareCode(text)) return text
  return linkPattern.exec(text)?.[1] ?? linkPattern.exec(decoded(text))?.[1]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/**
 * How a link of ours fares where it is spread. `opens`: people tap it. `plain`: it stays text.
 * For a code, `welcome`: long-press or scan works; `punished`: the platform treats it as leading
 * people away and punishes whoever posts it.
 */
export interface ChannelRule {
  readonly link: 'opens' | 'plain'
  readonly qr: 'welcome' | 'punished'
  /** What serves the seller best there; `words` means a text without link or code. */
  readonly best: 'link' | 'poster' | 'words'
  /** The poster that fits what people look at there. */
  readonly poster: 'square' | 'portrait' | 'story'
}

/**
 * WeChat opens links that were never reported; Douyin, Kuaishou and Xiaohongshu make outside links
 * unclickable and punish outside codes (Xiaohongshu: 交易导流违规管理细则, since 2025-03-12).
 */
export const channelRules: Readonly<Record<Channel, ChannelRule>> = {
  wechat: { link: 'opens', qr: 'welcome', best: 'poster', poster: 'portrait' },
  douyin: { link: 'plain', qr: 'punished', best: 'words', poster: 'story' },
  kuaishou: { link: 'plain', qr: 'punished', best: 'words', poster: 'story' },
  xiaohongshu: { link: 'plain', qr: 'punished', best: 'words', poster: 'portrait' },
  web: { link: 'opens', qr: 'welcome', best: 'link', poster: 'square' },
}
