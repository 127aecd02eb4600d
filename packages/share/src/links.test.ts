import fc from 'fast-check'
import { expect, test } from 'vitest'
import { embedTag } from './embed-tag.ts'
import {
  isShareCode,
  miniLink,
  newShareCode,
  readLink,
  sceneLimit,
  shareCodeAlphabet,
  shareScene,
  shortLink,
} from './index.ts'

const code = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((random) => newShareCode(random))
const base = fc.constantFrom(
  'http://127.0.0.1:8688',
  'https://shop.example/',
  'https://shop.example/gateway/',
  'http://[::1]:8688',
)
/** What people write around a link, without a space to help. */
const around = fc.constantFrom(
  '',
  ' ',
  '，快来看！',
  '【小铺】',
  '\n',
  '?from=groupmessage',
  '#top',
  '。',
)
const before = fc.constantFrom('', '看看这个 ', '￥19.9 包邮\n', '【小铺】', '复制打开：')

test('a short link reads back its code whatever stands around it', () => {
  fc.assert(
    fc.property(base, code, before, around, (base, code, before, after) => {
      const link = shortLink(base, code)
      expect(readLink(before + link + after)).toBe(code)
      expect(readLink(encodeURIComponent(before + link + after))).toBe(code)
    }),
  )
})

test('a bare code reads back, a longer word does not', () => {
  fc.assert(
    fc.property(code, fc.constantFrom(...shareCodeAlphabet), (code, letter) => {
      expect(readLink(` ${code}\n`)).toBe(code)
      expect(readLink(code + letter)).toBeUndefined()
      expect(readLink(`http://a.example/s/${code}${letter}`)).toBeUndefined()
    }),
  )
})

test('no text makes reading a link fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const read = readLink(text)
      expect(read === undefined || isShareCode(read)).toBe(true)
    }),
  )
  expect(readLink('100%')).toBeUndefined()
  expect(readLink('https://detail.1688.com/offer/610000000000.html')).toBeUndefined()
})

test('a link needs a gateway and a code', () => {
  expect(shortLink('http://127.0.0.1:8688/', 'AbCd2345')).toBe('http://127.0.0.1:8688/s/AbCd2345')
  expect(() => shortLink('shop.example', 'AbCd2345')).toThrow(TypeError)
  expect(() => shortLink('https://shop.example', 'O0Il1abc')).toThrow(TypeError)
})

test('the tag to paste names its listing to the script, with a link inside that works without scripts', () => {
  const tag = {
    gateway: 'https://shop.example/',
    key: 'xpk_1',
    url: 'https://shop.example/s/AbCd2345',
    label: '不锈钢保温杯',
  }
  expect(embedTag({ ...tag, listing: 'lst_1', share: 'AbCd2345' })).toBe(
    '<link rel="stylesheet" href="https://shop.example/embed/v1.css">\n' +
      '<script type="module" src="https://shop.example/embed/v1.js?shop=xpk_1&amp;listing=lst_1" data-shop="xpk_1"></script>\n' +
      '<xp-card listing="lst_1" share="AbCd2345"><a href="https://shop.example/s/AbCd2345">不锈钢保温杯</a></xp-card>',
  )
  expect(embedTag(tag)).toContain('<xp-shop><a href="https://shop.example/s/AbCd2345">')
})

test('a title cannot break out of the tag', () => {
  const hostile = `"><img src=x onerror=alert(1)>'</a></xp-card><script>`
  const html = embedTag({
    gateway: 'https://shop.example',
    key: hostile,
    listing: hostile,
    url: `https://shop.example/?${hostile}`,
    label: hostile,
  })
  expect(html.match(/<\/?[a-z-]+/g)).toEqual([
    '<link',
    '<script',
    '</script',
    '<xp-card',
    '<a',
    '</a',
    '</xp-card',
  ])
  expect(() => embedTag({ gateway: '', key: '', label: '', url: 'javascript:alert(1)' })).toThrow(
    TypeError,
  )
})

test('the scene of a mini-program’s code holds a share and reads back as it arrives', () => {
  fc.assert(
    fc.property(code, (code) => {
      const scene = shareScene(code)
      expect(scene.length).toBeLessThanOrEqual(sceneLimit)
      expect(readLink(decodeURIComponent(encodeURIComponent(scene)))).toBe(code)
      expect(readLink(`pages/share/index?scene=${encodeURIComponent(scene)}`)).toBe(code)
      expect(readLink(`q=${encodeURIComponent(shortLink('https://shop.example', code))}`)).toBe(
        code,
      )
    }),
  )
  expect(() => shareScene('两个字')).toThrow(TypeError)
})

test('a mini-program is linked in the form of its app, or by its platform alone', () => {
  const page = { appId: 'wx01', path: '/pages/share/index', query: 's=AbCd2345' }
  expect(miniLink('wechat', page)).toEqual({
    opensIn: 'browser',
    url: 'weixin://dl/business/?appid=wx01&path=pages%2Fshare%2Findex&query=s%3DAbCd2345',
  })
  const kuaishou = miniLink('kuaishou', page)
  expect(kuaishou).toMatchObject({ opensIn: 'own-app' })
  expect(new URL('url' in kuaishou ? kuaishou.url : '').searchParams.get('path')).toBe(
    '/pages/share/index?s=AbCd2345',
  )
  expect(miniLink('douyin', page)).toEqual({ opensIn: 'ask-platform' })
  expect(miniLink('xiaohongshu', page)).toEqual({ opensIn: 'unknown' })
})
