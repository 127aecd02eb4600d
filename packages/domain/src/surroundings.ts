import type { Channel } from './shop.ts'

/** The app that shows a page. `none` is a browser of its own. */
export type Container =
  | 'wechat'
  | 'wecom'
  | 'douyin'
  | 'kuaishou'
  | 'xiaohongshu'
  | 'alipay'
  | 'none'

/** `mac` also stands for tablets that call themselves one. */
export type Os = 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'linux' | 'unknown'

/** What draws the page. On iOS it is the system's WebKit, and `major` the version of iOS. */
export interface Engine {
  readonly name: 'chromium' | 'webkit' | 'gecko' | 'unknown'
  readonly major: number | 'unknown'
}

/** What nobody has written down, or what only a try can tell, is `unknown`: never taken for a yes. */
export type Ability = 'yes' | 'no' | 'unknown'

export type PayWay =
  | 'wechat-jsapi'
  | 'wechat-h5'
  | 'wechat-native'
  | 'alipay-wap'
  | 'alipay-page'
  | 'own-pay-page'

/** What a page may count on where it is shown. */
export interface Abilities {
  /** How the page says what its share card shows: by the app's script for sites, or by its own sheet. */
  readonly share: 'script' | 'system' | 'none'
  /** Holding a picture of a QR code reads it. */
  readonly longPressQr: Ability
  /** Links to other apps and their sites open. */
  readonly externalLinks: Ability
  /** `own-pay-page`: the mini-program around the page pays, on a page of its own. */
  readonly pay: readonly PayWay[]
  /** `fleeting`: another store than the browser's, emptied when the app clears its cache. */
  readonly storage: 'lasting' | 'fleeting'
}

/** Where a page, or a request for one, is. For what to show only: nobody is granted anything by it. */
export interface Surroundings {
  readonly container: Container
  readonly channel: Channel
  /** Inside the web view of a mini-program. */
  readonly mini: boolean
  readonly os: Os
  readonly engine: Engine
  readonly can: Abilities
}

/** What apps leave in the global object of a page. Objects prove more than the user agent says. */
export interface HostObjects {
  readonly ks?: { readonly miniProgram?: unknown } | undefined
  readonly xhs?: { readonly miniProgram?: unknown } | undefined
  readonly tt?: { readonly miniProgram?: unknown } | undefined
  /** Set by WeChat after its bridge is ready. */
  readonly __wxjs_environment?: unknown
}

/**
 * Which app a page is in, by its user agent and, in a page, by what the app left there.
 *
 * @param asked.ua - the user agent, from a request or from `navigator`
 * @param asked.host - the global object, where there is one
 */
export function detectChannel(asked: {
  readonly ua: string
  readonly host?: HostObjects | undefined
}): Surroundings {
  const ua = asked.ua
  const container = containerByObject(ua, asked.host) ?? containerByToken(ua)
  const mini = isMini(container, ua, asked.host)
  const os = osOf(ua)
  return {
    container,
    channel: channelOf(container),
    mini,
    os,
    engine: engineOf(ua, os),
    can: abilitiesOf(container, mini, os),
  }
}

export function isPhone(os: Os): boolean {
  return os === 'ios' || os === 'android' || os === 'harmony'
}

/** The oldest engines that our files for browsers are written for. */
export const engineFloor = { chromium: 75, webkit: 13 } as const

export function meetsFloor({ name, major }: Engine): Ability {
  if (major === 'unknown' || (name !== 'chromium' && name !== 'webkit')) return 'unknown'
  return major >= engineFloor[name] ? 'yes' : 'no'
}

/** People spread nothing in Alipay: it is a place to pay. */
function channelOf(container: Container): Channel {
  if (container === 'none' || container === 'alipay') return 'web'
  return container === 'wecom' ? 'wechat' : container
}

/** Feishu has a `tt` too. */
const feishu = /\b(?:Lark|Feishu)\b/i

function containerByObject(ua: string, host: HostObjects | undefined): Container | undefined {
  if (host?.ks?.miniProgram) return 'kuaishou'
  if (host?.xhs?.miniProgram) return 'xiaohongshu'
  if (host?.tt?.miniProgram && !feishu.test(ua)) return 'douyin'
  return undefined
}

/**
 * The first that fits counts. WeCom and the mini-programs of Kuaishou name `MicroMessenger` as well;
 * TikTok, Toutiao and Xigua share `BytedanceWebview` with Douyin, which therefore proves nothing;
 * `Discovery` is a device.
 */
const tokens: readonly (readonly [RegExp, Container])[] = [
  [/\bwxwork\//i, 'wecom'],
  [/\b(?:ksNebula|Kwai)\/\d/i, 'kuaishou'],
  [/\bMicroMessenger\/\d/i, 'wechat'],
  [/\bMicroMessenger\b/, 'wechat'],
  [feishu, 'none'],
  [/\b(?:musical_ly|trill)_|\bNewsArticle\/|\bVideoArticle\//i, 'none'],
  [/\bAlipayClient\//, 'alipay'],
  [/\baweme(?:_lite)?(?![a-z])/i, 'douyin'],
  [/\bToutiaoMicroApp\//, 'douyin'],
  [/\bxhsdiscover\b|\bxhsminiapp\b|\bXiaoHongShu\/|\bdiscover\/\d/i, 'xiaohongshu'],
]

function containerByToken(ua: string): Container {
  return tokens.find(([token]) => token.test(ua))?.[1] ?? 'none'
}

function isMini(container: Container, ua: string, host: HostObjects | undefined): boolean {
  switch (container) {
    case 'wechat':
    case 'wecom':
      return host?.__wxjs_environment === 'miniprogram' || /\bminiProgram/i.test(ua)
    case 'douyin':
      return Boolean(host?.tt?.miniProgram) || /\bToutiaoMicroApp\//.test(ua)
    case 'kuaishou':
      return Boolean(host?.ks?.miniProgram) || /\bminiProgram/i.test(ua)
    case 'xiaohongshu':
      return Boolean(host?.xhs?.miniProgram) || /\bxhsminiapp\b/i.test(ua)
    case 'alipay':
    case 'none':
      return false
  }
}

/** WeChat on HarmonyOS NEXT says neither Android nor iPhone. */
const systems: readonly (readonly [RegExp, Os])[] = [
  [/OpenHarmony|ArkWeb/, 'harmony'],
  [/iPhone|iPad|iPod/, 'ios'],
  [/Android/i, 'android'],
  [/Windows/, 'windows'],
  [/Macintosh|MacWechat|MiniProgramEnv\/Mac/, 'mac'],
  [/Linux|X11|CrOS/, 'linux'],
]

function osOf(ua: string): Os {
  return systems.find(([token]) => token.test(ua))?.[1] ?? 'unknown'
}

function engineOf(ua: string, os: Os): Engine {
  if (os === 'ios') return { name: 'webkit', major: numberIn(ua, /\bOS (\d+)_/) }
  if (/\bChrome\/\d/.test(ua)) return { name: 'chromium', major: numberIn(ua, /\bChrome\/(\d+)/) }
  if (/\bFirefox\/\d/.test(ua)) return { name: 'gecko', major: numberIn(ua, /\bFirefox\/(\d+)/) }
  if (/\bVersion\/\d+.* Safari\//.test(ua)) {
    return { name: 'webkit', major: numberIn(ua, /\bVersion\/(\d+)/) }
  }
  return { name: 'unknown', major: 'unknown' }
}

function numberIn(ua: string, pattern: RegExp): number | 'unknown' {
  const [, digits] = pattern.exec(ua) ?? []
  return digits === undefined ? 'unknown' : Number(digits)
}

/**
 * By app: WeChat and Douyin have a script for sites, none was found for Kuaishou and Xiaohongshu.
 * Reading codes by a long press is known of WeChat alone; paying by its bridge as well.
 */
const inApps: Readonly<Record<Exclude<Container, 'none'>, Abilities>> = {
  wechat: app('script', 'yes', ['wechat-jsapi']),
  // Payment works for customers from outside only, says practice; no document does.
  wecom: app('script', 'unknown', []),
  douyin: app('script', 'unknown', []),
  kuaishou: app('none', 'unknown', []),
  xiaohongshu: app('none', 'unknown', []),
  alipay: { ...app('none', 'unknown', ['alipay-wap']), externalLinks: 'unknown' },
}

function app(share: Abilities['share'], longPressQr: Ability, pay: readonly PayWay[]): Abilities {
  return { share, longPressQr, externalLinks: 'no', pay, storage: 'fleeting' }
}

function abilitiesOf(container: Container, mini: boolean, os: Os): Abilities {
  if (container === 'none') {
    const phone = isPhone(os)
    return {
      share: phone ? 'system' : 'none',
      longPressQr: phone ? 'unknown' : 'no',
      externalLinks: 'yes',
      pay: phone ? ['wechat-h5', 'alipay-wap'] : ['wechat-native', 'alipay-page'],
      storage: 'lasting',
    }
  }
  const abilities = inApps[container]
  // Shares of a mini-program are the mini-program's, and so is its payment.
  if (mini) return { ...abilities, share: 'none', pay: ['own-pay-page'] }
  // On a computer there is nothing to hold: the code is scanned with the phone.
  return isPhone(os) || os === 'unknown' ? abilities : { ...abilities, longPressQr: 'no' }
}
