import { expect, test } from 'vitest'
import {
  ChoosableProvider,
  type PaySurface,
  type ProviderName,
  paymentWays,
  providersToChoose,
  surfaceOfAgent,
  wayToPay,
} from './pay-surface.ts'
import { detectChannel } from './surroundings.ts'
import { userAgents } from './user-agents.test.fixture.ts'

const both: readonly ProviderName[] = ['alipay', 'wechat']

test.each<[PaySurface, readonly ProviderName[], readonly ProviderName[]]>([
  ['browser-phone', both, ['wechat', 'alipay']],
  ['browser-desktop', both, ['wechat', 'alipay']],
  ['browser-phone', ['alipay'], []],
  ['browser-phone', ['douyin', 'wechat'], []],
  ['browser-phone', ['sandbox'], []],
  // Alipay's page does not open there.
  ['wechat-h5', both, []],
  ['wechat-mini', both, []],
  ['wechat-webview', both, []],
  ['wechat-work-h5', both, []],
  ['alipay-h5', both, []],
  ['douyin-h5', both, []],
  ['kuaishou-mini', ['kuaishou', 'wechat'], []],
])('on %s a shop with %j lets its buyer choose among %j', (surface, offered, among) => {
  expect(providersToChoose(surface, offered)).toEqual(among)
})

test('wherever two things take money, both have a name to choose by', () => {
  for (const [surface, ways] of Object.entries(paymentWays)) {
    const names = ways
      .filter(({ provider, elsewhere }) => provider !== 'sandbox' && !elsewhere)
      .map(({ provider }) => provider)
    if (names.length > 1) expect([surface, names]).toEqual([surface, ChoosableProvider.options])
  }
})

test('the first to choose is what is taken where nobody chose', () => {
  for (const surface of ['browser-phone', 'browser-desktop'] as const)
    expect(wayToPay(surface, both)?.provider).toBe(providersToChoose(surface, both)[0])
})

test.each<[string, PaySurface]>([
  ['WeChat, iPhone', 'wechat-h5'],
  ['WeChat, HarmonyOS NEXT', 'wechat-h5'],
  ['WeChat, Windows', 'wechat-h5'],
  ['WeChat mini-program, web view, Android', 'wechat-webview'],
  ['WeCom, iPhone', 'wechat-work-h5'],
  ['Kuaishou mini-program, web view, which names WeChat as well', 'kuaishou-h5'],
  ['Douyin mini-program, iPhone, without the app’s own token', 'douyin-h5'],
  ['Xiaohongshu, Android', 'xiaohongshu-h5'],
  ['a device whose name begins like Xiaohongshu’s token', 'browser-phone'],
  ['TikTok, which shares the web view of Douyin', 'browser-phone'],
  ['Feishu, which has mini-programs of the same maker as Douyin', 'browser-desktop'],
  ['Alipay', 'alipay-h5'],
  ['Chrome on Android', 'browser-phone'],
  ['Safari on a Mac', 'browser-desktop'],
  ['nothing at all', 'browser-desktop'],
])('who comes with %s pays on %s', (name, surface) => {
  const seen = userAgents.find((each) => each.name === name)
  expect(surfaceOfAgent(seen?.ua ?? name)).toBe(surface)
})

test('paying and sharing never disagree on the app that a page is in', () => {
  for (const { ua } of userAgents) {
    const { channel } = detectChannel({ ua })
    const surface = surfaceOfAgent(ua)
    const isWeb = /^(?:browser|alipay)-/.test(surface)
    expect(isWeb ? 'web' : surface.split('-')[0], ua).toBe(channel)
  }
})
