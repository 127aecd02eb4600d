import { hour, type Listing, type ListingView, minute, type OrderView } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  beginGroup,
  buyInGroup,
  nextPhone,
  openDealShop,
  orderInGroup,
  pay,
} from '../group-buys/with-group.ts'
import { payAt } from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'
import { openProgram } from './program.ts'
import { dialects } from './stage.ts'
import { chooseAll, type Program, pages, pastedFor, went } from './story.ts'

let market: OpenShop
let listing: Listing
let deal: string

beforeAll(async () => {
  ;({ market, listing, deal } = await openDealShop({ validUntil: '2099-01-01T00:00:00.000Z' }))
})
afterAll(() => market.close())

/** By taps from the listing's page to a checkout that knows the address, joining the group that a friend invites to. */
async function chooseByTaps(program: Program, group: string) {
  const product = await program.open('product', { listing: listing.id, group })
  await product.sees('3 人拼团')
  await product.sees('朋友邀请你一起拼')
  await product.tap('去参团')
  const { json } = await market.ask<ListingView>(`/v1/listings/${listing.id}`)
  if (json.skus.length > 1) {
    await product.sees('数量')
    await chooseAll(product, json)
    await product.tap('去填地址')
  }
  const cart = (await went(program, pages.checkout)).get('cart') ?? ''
  const checkout = await program.open('checkout', { cart })
  await checkout.sees('收货地址')
  await checkout.type('paste', pastedFor(nextPhone()))
  await checkout.tap('识别')
  await checkout.sees('已填好，请核对')
  return checkout
}

/** The same to a paid order. */
async function joinByTaps(program: Program, group: string): Promise<string> {
  const checkout = await chooseByTaps(program, group)
  await checkout.tap('使用这个地址')
  await checkout.sees(/拼团价：3 人都付款后 \d+ 小时内发货，人不齐全额退款/)
  await checkout.tap(/付款 ¥/)
  const cashier = await went(program, pages.cashier)
  await payAt(market, cashier.get('url') ?? '')
  return cashier.get('order') ?? ''
}

test.each(dialects)(
  '$folder: a buyer joins a friend’s group by taps and follows it until it is full',
  async (dialect) => {
    const { groupBuy } = await beginGroup(market, listing, { deal })
    const program = openProgram(market, dialect)
    const order = await joinByTaps(program, groupBuy)
    const page = await program.open('order', { order })
    await eventually(async () => {
      program.comeBack()
      return page.words().includes('还差 1 人成团')
    })
    expect(page.words()).toContain('邀请好友拼团')
    await buyInGroup(market, listing, { deal, groupBuy })
    await eventually(async () => {
      program.comeBack()
      return page.words().includes('待发货')
    })
    program.close()
  },
)

test('whose group had ended when she paid takes another one by a tap', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  await market.clock.advance(24 * hour - 5 * minute)
  const late = await orderInGroup(market, listing, { deal, groupBuy })
  await market.clock.advance(6 * minute)
  await pay(market, late)
  const [dialect] = dialects
  if (!dialect) throw new Error('there is no app')
  const program = openProgram(market, dialect)
  const page = await program.open('order', { order: late.order.id, token: late.token })
  await page.sees('你付款时这个团已经结束')
  await page.tap('换一个团')
  await page.sees('还差 2 人成团')
  expect(((await late.read()) as OrderView).seat).toMatchObject({ state: 'paid', paid: 1 })
  program.close()
})

test('a link to a group that has filled says so, and offers to begin one', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  for (let more = 0; more < 2; more++) await buyInGroup(market, listing, { deal, groupBuy })
  const [dialect] = dialects
  if (!dialect) throw new Error('there is no app')
  const program = openProgram(market, dialect)
  const product = await program.open('product', { listing: listing.id, group: groupBuy })
  await product.sees('朋友邀请你的团已经结束或满员')
  await product.sees('发起拼团')
  program.close()
})

test('whose group has filled meanwhile goes from the checkout to the listing by a tap', async () => {
  const { groupBuy } = await beginGroup(market, listing, { deal })
  const [dialect] = dialects
  if (!dialect) throw new Error('there is no app')
  const program = openProgram(market, dialect)
  const checkout = await chooseByTaps(program, groupBuy)
  for (let more = 0; more < 2; more++) await orderInGroup(market, listing, { deal, groupBuy })
  await checkout.tap('使用这个地址')
  await checkout.sees('这个团满员了')
  await checkout.tap(listing.title)
  expect((await went(program, pages.product)).get('listing')).toBe(listing.id)
  program.close()
})
