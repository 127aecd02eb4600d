import type { Channel } from '@xiaopu/domain'
import type { PosterFormat } from './poster-layout.ts'

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
  /** Posters that fit what people look at there, the best one first. */
  readonly posters: readonly [PosterFormat, ...PosterFormat[]]
  /** The most that a post takes: signs of its title and of its text; absent where nobody counts. */
  readonly title?: number
  readonly text?: number
}

/**
 * WeChat opens links that were never reported; Douyin, Kuaishou and Xiaohongshu make outside links
 * unclickable and punish outside codes (Xiaohongshu: 交易导流违规管理细则, since 2025-03-12).
 */
export const channelRules: Readonly<Record<Channel, ChannelRule>> = {
  wechat: {
    link: 'opens',
    qr: 'welcome',
    best: 'poster',
    posters: ['portrait', 'story', 'square'],
  },
  douyin: { link: 'plain', qr: 'punished', best: 'words', posters: ['story'], text: 1000 },
  kuaishou: { link: 'plain', qr: 'punished', best: 'words', posters: ['story'] },
  xiaohongshu: {
    link: 'plain',
    qr: 'punished',
    best: 'words',
    posters: ['portrait', 'square'],
    title: 20,
    text: 1000,
  },
  web: { link: 'opens', qr: 'welcome', best: 'link', posters: ['square', 'portrait', 'story'] },
}

/** Whether a poster for a channel carries a code, unless someone asks for the other. */
export function carriesCode(channel: Channel): boolean {
  return channelRules[channel].qr === 'welcome'
}
