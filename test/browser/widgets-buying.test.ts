import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shoot } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'
import { idOf, listing, yuan } from './widgets/goods.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

async function open(body: string): Promise<Page> {
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), body)))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBeGreaterThan(0)
  return page
}

const sheet = (page: Page) => page.locator('xp-card dialog')
const drawer = (page: Page) => page.locator('xp-cart dialog')
const option = (page: Page, value: string) =>
  sheet(page)
    .locator('[part=option]')
    .filter({ hasText: new RegExp(`^${value}$`) })

test('choosing says what each option leads to, and what is still missing', async () => {
  const page = await open(card(0))
  await page.locator('xp-card').getByRole('button').click()
  await expect.poll(() => sheet(page).textContent()).toContain('请选择颜色、尺码')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-sku-open')
  await option(page, '蓝色').click()
  expect(await option(page, 'M').getAttribute('aria-disabled')).toBe('true')
  expect(await option(page, 'M').getAttribute('aria-label')).toBe('M，已售罄')
  await option(page, 'M').click({ force: true })
  await expect.poll(() => sheet(page).textContent()).toContain('这个规格已售罄')
  await option(page, '红色').click()
  expect(await option(page, 'L').getAttribute('aria-label')).toBe('L，没有这种搭配')
  await option(page, 'S').click()
  await expect.poll(() => sheet(page).textContent()).toContain('已选：红色，S')
  await shoot(page, 'widgets-sku-chosen')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-sku-dark')
})

test('after a tap the count is seen first, and the drawer opens after that frame', async () => {
  const page = await open(`${card(1)}<xp-cart></xp-cart>`)
  await page.waitForFunction(() => customElements.get('xp-cart'))
  const frames = page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const seen: string[] = []
        const look = () => {
          const cart = document.querySelector('xp-cart')?.shadowRoot
          const count = cart?.querySelector('[part=count]')?.textContent ?? '-'
          seen.push(`${count} ${cart?.querySelector('dialog') ? 'open' : 'closed'}`)
          if (seen.at(-1)?.endsWith('open')) done(seen)
          else requestAnimationFrame(look)
        }
        addEventListener('click', () => requestAnimationFrame(look), { capture: true, once: true })
      }),
  )
  await page.locator('xp-card').getByRole('button').click()
  const [first] = await frames
  expect(first).toBe('1 closed')
})

test('the quantity stays between the minimum and what is left, and says so', async () => {
  at.gateway.goods = [listing(1, { minQuantity: 2, skus: skusOf(1, 3) })]
  const page = await open(card(1))
  await page.locator('xp-card').getByRole('button').click()
  for (const value of ['红', '小']) await option(page, value).click()
  const quantity = sheet(page).getByRole('textbox', { name: '数量' })
  expect(await quantity.inputValue()).toBe('2')
  await sheet(page).getByRole('button', { name: '减少一件' }).click({ force: true })
  await expect.poll(() => sheet(page).textContent()).toContain('至少买 2 件')
  await quantity.fill('9')
  await quantity.blur()
  await expect.poll(() => sheet(page).textContent()).toContain('最多还能买 3 件')
  expect(await quantity.inputValue()).toBe('3')
})

test('a tap puts the line into the drawer in the same frame, before the gateway has answered', async () => {
  const page = await open(card(1))
  await settled(page)
  at.gateway.mood = { kind: 'hanging' }
  const frames = await page.locator('xp-card').evaluate(async (host) => {
    const button = host.shadowRoot?.querySelector('button')
    button?.click()
    await Promise.resolve()
    await new Promise((done) => setTimeout(done))
    const cart = document.querySelector('xp-cart')?.shadowRoot
    return { open: cart?.querySelector('dialog')?.open, lines: cart?.querySelectorAll('li').length }
  })
  expect(frames).toEqual({ open: true, lines: 1 })
  await shoot(page, 'widgets-cart-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'widgets-cart-dark')
})

test('the cart keeps its lines over a reload, can be changed, undone and left for the checkout', async () => {
  const watched = await watch(at.phone.page)
  const page = await open(`${card(1) + card(2)}<xp-cart></xp-cart>`)
  for (const nth of [0, 1]) {
    await page.locator('xp-card').nth(nth).getByRole('button').click()
    await expect.poll(() => drawer(page).locator('li').count()).toBe(nth + 1)
    await drawer(page).getByRole('button', { name: '关闭' }).click()
  }
  await expect.poll(() => page.locator('xp-cart').getByRole('button').textContent()).toContain('2')
  await expect.poll(() => drawer(page).count()).toBe(0)
  await settled(page)
  await page.reload()
  await page.locator('xp-cart').getByRole('button', { name: '打开购物车，共 2 件' }).click()
  const more = drawer(page)
    .getByRole('button', { name: /增加一件/ })
    .first()
  await more.click()
  await expect.poll(() => drawer(page).locator('[part=total]').textContent()).toContain('¥41.70')
  await drawer(page)
    .getByRole('button', { name: /^从购物车删除/ })
    .nth(1)
    .click()
  await expect.poll(() => drawer(page).locator('li').count()).toBe(1)
  await drawer(page).getByRole('button', { name: '撤销' }).click()
  await expect.poll(() => drawer(page).locator('li').count()).toBe(2)
  expect(await barriers(page)).toEqual([])
  await settled(page)
  await drawer(page).getByRole('button', { name: '去结算' }).click()
  await page.waitForURL('**/shop/aunt-wang/checkout**')
  expect(new URL(page.url()).hash).toBe(`#cart=${idOf('crt', 1)}&shop=xpk_test`)
  expect(watched.errors.filter((error) => !error.includes('404'))).toEqual([])
})

test('where the drawer cannot come, the count is still right and the button leads to the checkout', async () => {
  await at.phone.page.route('**/page-*.js', (route) => route.abort())
  const page = await open(`${card(1)}<xp-cart></xp-cart>`)
  await page.locator('xp-card').getByRole('button').click()
  const button = page.locator('xp-cart').getByRole('button', { name: '打开购物车，共 1 件' })
  await button.waitFor()
  await settled(page)
  expect(new URL(page.url()).pathname).toBe('/')
  await button.click()
  await page.waitForURL('**/shop/aunt-wang/checkout**')
})

test('prices that moved, stock that ran low and goods that went are said in the cart', async () => {
  const page = await open(`${card(1) + card(2) + card(3)}<xp-cart></xp-cart>`)
  for (const nth of [0, 1, 2]) {
    await page.locator('xp-card').nth(nth).getByRole('button').click()
    await expect.poll(() => drawer(page).locator('li').count()).toBe(nth + 1)
    await drawer(page).getByRole('button', { name: '关闭' }).click()
  }
  await settled(page)
  const [, , third] = [1, 2, 3].map((number) => listing(number))
  at.gateway.goods = [
    repriced(1, 15.9),
    repriced(2, 9.9),
    { ...(third as ReturnType<typeof listing>), state: 'off' },
  ]
  const moved: unknown[] = []
  await page.exposeFunction('moved', (detail: unknown) => moved.push(detail))
  await page.addInitScript(() => {
    addEventListener('xp-price-changed', (event) =>
      (globalThis as unknown as { moved(detail: unknown): void }).moved(
        (event as CustomEvent).detail,
      ),
    )
  })
  await page.reload()
  await page.locator('xp-cart').getByRole('button').click()
  await expect.poll(() => drawer(page).textContent()).toContain('从 ¥12.90 涨到 ¥15.90')
  const text = await drawer(page).textContent()
  expect(text).toContain('从 ¥15.90 降到 ¥9.90')
  expect(text).toContain('买不到了，请删除后结算')
  expect(moved).toHaveLength(2)
  const checkout = drawer(page).getByRole('button', { name: '去结算' })
  expect(await checkout.getAttribute('aria-disabled')).toBe('true')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-cart-states')
})

test('two tabs share the cart', async () => {
  const page = await open(`${card(1)}<xp-cart></xp-cart>`)
  const other = await at.phone.context.newPage()
  await other.goto(page.url())
  await expect.poll(() => other.locator('xp-cart').getByRole('button').count()).toBe(1)
  await page.locator('xp-card').getByRole('button').click()
  await expect
    .poll(() => other.locator('xp-cart').getByRole('button').textContent())
    .toContain('打开购物车，共 1 件')
})

test('scripts do what buttons do: same cart, same events, a promise for the result', async () => {
  const page = await open(card(1))
  const result = await page.evaluate(
    async (id) => {
      const seen: string[] = []
      for (const name of ['xp-cart-lines-update', 'xp-cart-open']) {
        addEventListener(name, () => seen.push(name))
      }
      type Card = HTMLElement & { addToCart(): Promise<{ quantity: number }> }
      const first = await (document.querySelector('xp-card') as Card).addToCart()
      type Shop = { shop(): { cart: { add(item: object): Promise<{ quantity: number }> } } }
      const { xiaopu } = globalThis as unknown as { xiaopu: Shop }
      const second = await xiaopu.shop().cart.add({ listing: id, quantity: 2 })
      addEventListener('xp-cart-lines-update', (event) => event.preventDefault())
      const third = await xiaopu
        .shop()
        .cart.add({ listing: id })
        .catch((error: Error) => error.name)
      return { seen, first: first.quantity, second: second.quantity, third }
    },
    idOf('lst', 2),
  )
  expect(result).toEqual({
    seen: ['xp-cart-lines-update', 'xp-cart-open', 'xp-cart-lines-update', 'xp-cart-lines-update'],
    first: 1,
    second: 3,
    third: 'AbortError',
  })
})

test('a keyboard alone chooses, buys and comes back to where it was', async () => {
  const page = await open(card(0))
  await settled(page)
  await page.locator('xp-card').getByRole('button').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => sheet(page).count()).toBe(1)
  await page.keyboard.press('Escape')
  await expect.poll(() => sheet(page).count()).toBe(0)
  const focused = () => page.evaluate(() => document.activeElement?.localName)
  expect(await focused()).toBe('xp-card')
  await page.keyboard.press('Enter')
  await option(page, '白色').focus()
  await page.keyboard.press('Space')
  await option(page, 'S').focus()
  await page.keyboard.press('Enter')
  await sheet(page).locator('[part=buy]').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => drawer(page).locator('li').count()).toBe(1)
  await page.keyboard.press('Escape')
  await expect.poll(() => drawer(page).count()).toBe(0)
  expect(await focused()).toBe('xp-card')
})

function repriced(number: number, price: number) {
  const view = listing(number)
  const money = yuan(price)
  return {
    ...view,
    price: { min: money, max: money },
    skus: view.skus.map((sku) => ({ ...sku, price: money })),
  }
}

function skusOf(number: number, stock: number) {
  return ['红', '绿'].flatMap((colour, c) =>
    ['大', '小'].map((size, s) => ({
      skuId: idOf('sku', number * 100 + c * 10 + s),
      properties: [
        { name: '颜色', value: colour },
        { name: '大小', value: size },
      ],
      price: yuan(9.9),
      stock,
    })),
  )
}
