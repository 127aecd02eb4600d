import { expect, test } from 'vitest'
import { fillCart } from '../market.ts'
import { atMarket, listing, market } from './at-market.ts'
import { handOn } from './hand.ts'
import { openProgram } from './program.ts'
import { dialects } from './stage.ts'
import { giveAddress, pages, putInCart, quoteByTaps, went } from './story.ts'

atMarket()

test.each(dialects)(
  '$folder: who comes back from the cashier’s page is led to her order once; the checkout behind it leads there by a tap',
  async (dialect) => {
    const { id } = await fillCart(market, [{ listing }])
    const app = openProgram(market, dialect)
    const checkout = await quoteByTaps(app, { cart: id })
    await checkout.tap(/付款 ¥/)
    const order = (await went(app, pages.cashier)).get('order')
    app.comeBack()
    expect([...(await went(app, pages.order))]).toEqual([['order', order]])
    app.comeBack()
    await checkout.sees('购物车是空的')
    expect(checkout.words()).not.toMatch(/付款 ¥/)
    const { length } = app.gone
    await checkout.tap('查看订单')
    await expect.poll(() => app.gone.length).toBe(length + 1)
    app.close()

    const later = openProgram(market, dialect, { stored: app.stored })
    const again = await later.open('checkout', { cart: id })
    await again.tap('查看订单')
    expect([...(await went(later, pages.order))]).toEqual([['order', order]])
    later.close()
  },
)

test('a checkout that stayed open behind its order sells what was put into the cart since', async () => {
  const [wechat] = dialects
  if (!wechat) throw new Error('no dialect')
  const app = openProgram(market, wechat)
  await putInCart(app, listing)
  const kept = app.stage.mount('checkout')
  const checkout = handOn(kept)
  await giveAddress(checkout)
  await checkout.tap(/付款 ¥/)
  const order = (await went(app, pages.cashier)).get('order')
  kept.show()
  await went(app, pages.order)
  await putInCart(app, listing)
  kept.show()
  await checkout.tap('使用这个地址')
  await checkout.tap(/付款 ¥/)
  await expect.poll(() => app.wentTo()).not.toContain(order)
  expect((await went(app, pages.cashier)).get('order')).toMatch(/^ord_/)
  app.close()
})

test('an empty checkout of which nothing was ordered leads nowhere', async () => {
  const [wechat] = dialects
  if (!wechat) throw new Error('no dialect')
  const hand = await openProgram(market, wechat).open('checkout')
  await hand.sees('购物车是空的')
  expect(hand.words()).not.toContain('查看订单')
})
