import { expect, test } from 'vitest'
import {
  ChoosableProvider,
  type PaySurface,
  type ProviderName,
  paymentWays,
  providersToChoose,
  wayToPay,
} from './pay-surface.ts'

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
