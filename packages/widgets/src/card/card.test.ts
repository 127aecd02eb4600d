import { fen, type ListingView } from '@xiaopu/domain'
import { expect, test, vi } from 'vitest'
import { defineElement } from '../element/element.ts'
import { english } from '../look/english.ts'
import { provideEnglish } from '../look/spoken.ts'
import { provideBuying } from '../shop/buying.ts'
import { addSeed, addTag } from '../shop/runtime.ts'
import { cardElement } from './card.tsx'

const gateway = 'https://shop.example'
const id = (number: number) => `lst_${String(number).padStart(26, '0')}`
const listing = (number: number, changes: Partial<ListingView> = {}): ListingView => ({
  id: id(number),
  state: 'on-sale',
  title: `商品 ${number}`,
  price: { min: fen(990), max: fen(990) },
  labels: [],
  freePostage: false,
  shipWithinHours: 48,
  minQuantity: 1,
  unit: '件',
  skus: [{ skuId: 'sku_1', properties: [], price: fen(990), stock: 5 }],
  ...changes,
})

addTag({ gateway, shop: 'xpk_demo', listings: [] })
addSeed({ gateway, shop: 'xpk_demo', listings: [listing(1), listing(2, { state: 'sold-out' })] })
defineElement('xp-card', cardElement)
provideEnglish(english)

function mount(html: string): ShadowRoot {
  document.body.innerHTML = html
  return document.body.firstElementChild?.shadowRoot as ShadowRoot
}

test('a card whose data came with the page is complete in the moment it is there', () => {
  const root = mount(`<xp-card listing="${id(1)}"></xp-card>`)
  expect(root.querySelector('[part=title]')?.textContent).toBe('商品 1')
  expect(root.querySelector('[part=price]')?.textContent).toContain('售价 ¥9.90')
  expect(root.querySelector('[part=buy]')?.textContent).toBe('加入购物车')
})

test('words follow the language of the element, then of the page', () => {
  const inEnglish = mount(`<xp-card listing="${id(2)}" locale="en"></xp-card>`)
  expect(inEnglish.querySelector('[part=buy]')?.textContent).toBe('Sold out')
  expect(inEnglish.querySelector('[part=buy]')?.getAttribute('aria-disabled')).toBe('true')
})

test('a tap before the code for buying is there is heard, and done when it comes', async () => {
  const root = mount(`<xp-card listing="${id(1)}"></xp-card>`)
  const button = root.querySelector<HTMLButtonElement>('[part=buy]')
  button?.click()
  await vi.waitFor(() => expect(button?.textContent).toBe('正在加入…'))
  const buy = vi.fn(() => new Promise<never>(() => {}))
  provideBuying({ buy, readListing: async () => listing(3) })
  await vi.waitFor(() => expect(buy).toHaveBeenCalledTimes(1))
  await vi.waitFor(() => expect(button?.textContent).toBe('加入购物车'))
})

test('a card without data keeps its size and says that it loads, then shows what came', async () => {
  const ready = vi.fn()
  document.addEventListener('xp-ready', ready, { once: true })
  const root = mount(`<xp-card listing="${id(3)}"></xp-card>`)
  expect(root.querySelector('[aria-busy=true]')?.textContent).toContain('加载中')
  await vi.waitFor(() => expect(root.querySelector('[part=title]')?.textContent).toBe('商品 3'))
  await vi.waitFor(() => expect(ready).toHaveBeenCalledTimes(1))
})
