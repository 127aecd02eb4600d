import { hosted } from '@xiaopu/texts/en/hosted'
import { orders } from '@xiaopu/texts/en/orders'
import { status } from '@xiaopu/texts/en/status'
import { orders as chinese } from '@xiaopu/texts/zh-cn/orders'
import { expect, test } from 'vitest'
import { drawCheckout, drawOrder, drawOrders } from './draw-order.tsx'

const shop = {
  slug: 'demo',
  name: '晴天小铺',
  state: 'open',
  theme: {},
  url: 'https://shop.example/shop/demo',
} as const

test.each([
  ['xp-checkout', drawCheckout],
  ['xp-order', drawOrder],
])('a server draws the skeleton of <%s>, and says what is missing without scripts', (tag, draw) => {
  const { html, styles } = draw({ locale: 'zh-CN', shop, key: 'xpk_demo' })
  expect(html).toMatch(
    new RegExp(`^<${tag} shop="xpk_demo"><template shadowrootmode="open"><style>`),
  )
  expect(html).toContain('aria-busy="true"')
  expect(html).toMatch(/<noscript><p[^>]*>[^<]*JavaScript[^<]*<\/p><\/noscript>/)
  expect(html).toMatch(new RegExp(`</template><a href="${shop.url}[^>]*>[^<]+</a></${tag}>$`))
  expect(html).toContain(`<style>${styles[0]}</style>`)
})

test('it is drawn in the language that is asked for', () => {
  const { html } = drawOrder({ locale: 'en', shop, key: 'xpk_demo' })
  expect(html).toContain(status.loading)
  expect(html).toContain(hosted.noScript)
})

test.each([
  ['zh-CN', chinese.hint],
  ['en', orders.hint],
] as const)(
  'the list of a device’s orders says in %s what will be listed, and keeps room for it',
  (locale, hint) => {
    const { html } = drawOrders({ locale, shop, key: 'xpk_demo' })
    expect(html).toMatch(/^<xp-orders shop="xpk_demo"><template shadowrootmode="open"><style>/)
    expect(html).toContain(hint)
    expect(html.match(/<li>/g)).toHaveLength(2)
    expect(html).toMatch(new RegExp(`</template><a href="${shop.url}">[^<]+</a></xp-orders>$`))
  },
)
