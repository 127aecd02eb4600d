import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkoutMode } from './checkout-mode.ts'
import { Channel } from './shop.ts'
import { detectChannel, type HostObjects, meetsFloor } from './surroundings.ts'
import { userAgents } from './user-agents.test.fixture.ts'

test.each(userAgents)('$name: $container on $os, $engine', (seen) => {
  const { container, mini, os, engine } = detectChannel({ ua: seen.ua })
  expect({ container, mini, os, engine: `${engine.name} ${engine.major}` }).toEqual({
    container: seen.container,
    mini: seen.mini ?? false,
    os: seen.os,
    engine: seen.engine,
  })
})

const named = (name: string) => {
  const seen = userAgents.find((each) => each.name === name)
  if (!seen) throw new Error(`no such user agent: ${name}`)
  return seen.ua
}
const can = (name: string) => detectChannel({ ua: named(name) }).can

test('what an app left in the page proves more than its user agent', () => {
  const plain = named('Chrome on Android')
  const inside = (host: HostObjects, ua = plain) => {
    const { container, mini } = detectChannel({ ua, host })
    return `${container} ${mini}`
  }
  expect(inside({ ks: { miniProgram: {} } })).toBe('kuaishou true')
  expect(inside({ xhs: { miniProgram: {} } })).toBe('xiaohongshu true')
  expect(inside({ tt: { miniProgram: {} } })).toBe('douyin true')
  expect(inside({ tt: { miniProgram: {} } }, `${plain} Lark/7.5`)).toBe('none false')
  expect(inside({ __wxjs_environment: 'miniprogram' }, named('WeChat, iPhone'))).toBe('wechat true')
  expect(inside({ __wxjs_environment: 'browser' }, named('WeChat, iPhone'))).toBe('wechat false')
  expect(inside({ tt: {} })).toBe('none false')
})

test('a page in an app counts on what is known of the app and on nothing else', () => {
  expect(can('WeChat, iPhone')).toEqual({
    share: 'script',
    longPressQr: 'yes',
    externalLinks: 'no',
    pay: ['wechat-jsapi'],
    storage: 'fleeting',
  })
  expect(can('WeChat, Windows').longPressQr).toBe('no')
  expect(can('WeChat mini-program, web view, iPhone')).toMatchObject({
    share: 'none',
    pay: ['own-pay-page'],
  })
  expect(can('Douyin, iPhone')).toMatchObject({ longPressQr: 'unknown', pay: [] })
  expect(can('Kuaishou, iPhone')).toMatchObject({ share: 'none', pay: [] })
  expect(can('Xiaohongshu, Android')).toMatchObject({ share: 'none', externalLinks: 'no' })
  expect(can('Chrome on Android').pay).toEqual(['wechat-h5', 'alipay-wap'])
  expect(can('Edge on Windows').pay).toEqual(['wechat-native', 'alipay-page'])
})

test('an engine is above the floor, below it, or not known', () => {
  const floor = (name: string) => meetsFloor(detectChannel({ ua: named(name) }).engine)
  expect(floor('Douyin, Android, TTWebView 75')).toBe('yes')
  expect(floor('WeChat, Android, X5 of long ago')).toBe('no')
  expect(floor('WeChat, iPhone of iOS 12, below the floor')).toBe('no')
  expect(floor('a program')).toBe('unknown')
  expect(floor('Firefox on Linux')).toBe('unknown')
})

test('no user agent makes detection fail, or opens more than its container has', () => {
  const parts = fc.constantFrom(
    'MicroMessenger/8',
    'AlipayClient/10',
    'aweme_1',
    'Kwai/1',
    'xhsdiscover',
    'miniProgram',
    'Lark',
    'wxwork/',
    'Chrome/',
    ' ',
  )
  const ua = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 12 })
      .map((all) => all.join('')),
  )
  fc.assert(
    fc.property(ua, (ua) => {
      const { container, mini, channel, can } = detectChannel({ ua })
      expect(channel === 'web').toBe(container === 'none' || container === 'alipay')
      if (mini) expect(can.pay).toEqual(['own-pay-page'])
      expect(can.externalLinks === 'yes').toBe(container === 'none')
    }),
  )
})

test('nobody is led into a payment that the platform has not admitted', () => {
  const modes = Channel.options.map((channel) => `${channel} ${checkoutMode(channel).mode}`)
  expect(modes).toEqual([
    'wechat native',
    'douyin handoff',
    'kuaishou catalog-only',
    'xiaohongshu catalog-only',
    'web native',
  ])
  expect(checkoutMode('wechat', { mini: true }).reason).toBe('pay-in-mini-program')
  expect(checkoutMode('kuaishou', { admitted: true })).toEqual({
    mode: 'native',
    reason: 'admitted',
  })
})
