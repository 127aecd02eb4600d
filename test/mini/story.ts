import {
  hour,
  type Listing,
  type ListingView,
  type OrderState,
  type SellerOrder,
} from '@xiaopu/domain'
import { expect } from 'vitest'
import { address } from '../address.ts'
import { payAt } from '../market.ts'
import { eventually, type OpenShop } from '../shop.ts'
import type { Hand } from './hand.ts'

/** A mini-program that a buyer holds: components come and go as its pages do. */
export interface Program {
  open(component: string, properties?: Record<string, unknown>): Promise<Hand>
  /** Where the program went last, as `navigateTo` was told. */
  wentTo(): string | undefined
  /** Shows the page that was open again, as coming back does. */
  comeBack(): void
  close(): void
}

export const pages = {
  shop: '/pages/index/index',
  product: '/pages/product/product',
  cart: '/pages/cart/cart',
  checkout: '/pages/checkout/checkout',
  order: '/pages/order/order',
  orders: '/pages/orders/orders',
  cashier: '/pages/cashier/cashier',
}

/** The text that a buyer has in the clipboard. */
export const pastedFor = (phone: string) =>
  `${address.name} ${phone} ${address.province}${address.city}${address.district}${address.street}`

const queryOf = (url: string) => new URL(url, 'https://program.example').searchParams

export async function went(program: Program, page: string): Promise<URLSearchParams> {
  const url = await eventually(async () => {
    const last = program.wentTo()
    return last?.startsWith(page) && last
  })
  return queryOf(url)
}

/** Taps one option after the other until the panel asks for nothing more. */
export async function chooseAll(hand: Hand, view: ListingView): Promise<void> {
  const sku = view.skus.find(({ stock }) => stock > 10)
  for (const { value } of sku?.properties ?? []) {
    // What has one value is chosen already; a tap would take it back.
    const values = view.skus.flatMap(({ properties }) => properties.map((each) => each.value))
    if (values.filter((each) => each === value).length < view.skus.length) {
      await hand.tap(new RegExp(`^${literal(value)}$`))
    }
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

async function becomes(market: OpenShop, order: string, state: OrderState): Promise<void> {
  await eventually(async () => {
    const { json } = await market.sell<SellerOrder>(`/v1/seller/orders/${order}`)
    return json.state === state
  })
}

/** One piece from its own page, in the first of its kinds. */
export async function putInCart(program: Program, listing: Listing): Promise<void> {
  const product = await program.open('product', { listing: listing.id })
  await product.tap(/选规格|加入购物车/)
  for (const { value } of listing.skus[0]?.properties ?? []) await product.tap(value)
  await product.tap(/^加入购物车$/)
  await product.sees('购物车 1')
}

/** By taps to the end of a checkout, where the buyer may pay. */
export async function quoteByTaps(program: Program, properties?: { cart: string }): Promise<Hand> {
  const checkout = await program.open('checkout', properties)
  await giveAddress(checkout)
  return checkout
}

/** The same of a checkout that is open. */
export async function giveAddress(checkout: Hand): Promise<void> {
  await checkout.sees('收货地址')
  await checkout.type('paste', pastedFor(address.phone))
  await checkout.tap('识别')
  await checkout.sees('已填好，请核对')
  await checkout.tap('使用这个地址')
  await checkout.sees(/付款 ¥/)
}

/** From a product's page to the order received, by taps alone; the books are then those of any buyer. @param coupon - a code that she has */
export async function buyByTaps(
  market: OpenShop,
  program: Program,
  listing: Listing,
  coupon?: string,
): Promise<string> {
  const product = await program.open('product', { listing: listing.id })
  await product.sees(listing.title)
  const { json } = await market.ask<ListingView>(`/v1/listings/${listing.id}`)
  await product.tap(/选规格|加入购物车/)
  if (json.skus.length > 1) {
    await product.sees('数量')
    await chooseAll(product, json)
    await product.tap(/^加入购物车$/)
  }
  await product.sees(/购物车 1/)
  await product.tap(/购物车 1/)
  await went(program, pages.cart)

  const cart = await program.open('cart')
  await cart.sees(listing.title)
  await cart.tap('+')
  await cart.sees('×2')
  await cart.tap('去结算')
  await went(program, pages.checkout)

  const checkout = await quoteByTaps(program)
  if (coupon) {
    await checkout.type('coupon', 'NOBODY')
    await checkout.tap('使用')
    await checkout.sees('没有这个优惠码')
    await checkout.type('coupon', coupon)
    await checkout.tap('使用')
    await checkout.sees(`优惠 ${coupon}`)
  }
  await checkout.tap(/付款 ¥/)
  const cashier = await went(program, pages.cashier)
  const order = cashier.get('order') ?? ''
  await payAt(market, cashier.get('url') ?? '')

  const page = await program.open('order', { order })
  await becomes(market, order, 'placed')
  program.comeBack()
  await page.sees('待发货')
  await market.clock.advance(80 * hour)
  await becomes(market, order, 'shipped')
  program.comeBack()
  await page.sees('已发货')
  expect(page.words()).toContain('包裹')
  await page.tap('确认收货')
  await page.sees('已收货')
  return order
}
