import { expect, test } from 'vitest'
import { locateShop, readTags } from './locate.ts'

const gateway = 'https://shop.example'

/** The shop of the element marked `id="at"`. */
function locate(html: string) {
  document.body.innerHTML = html
  const at = document.querySelector('#at') as Element
  return locateShop(at, readTags(document))
}

const tag = (query: string, attributes = '') =>
  `<script type="text/plain" src="${gateway}/embed/v1.js${query}" ${attributes}></script>`

test('an element says its shop itself, else the closest <xp-shop> does, else the script tag', () => {
  const script = tag('', 'data-shop="xpk_tag"')
  const inShop = (own: string) =>
    `${script}<xp-shop shop="xpk_outer"><div><xp-shop shop="xpk_inner"><xp-card id="at" ${own}></xp-card></xp-shop></div></xp-shop>`
  expect(locate(inShop('shop="xpk_own"'))).toEqual({ shop: 'xpk_own', gateway })
  expect(locate(inShop(''))).toEqual({ shop: 'xpk_inner', gateway })
  expect(locate(`${script}<xp-card id="at"></xp-card>`)).toEqual({ shop: 'xpk_tag', gateway })
})

test('of several tags the one that names the listing counts', () => {
  const tags = tag('?shop=xpk_one&listing=lst_1') + tag('?shop=xpk_two&listing=lst_2,lst_3')
  expect(locate(`${tags}<xp-card id="at" listing="lst_3"></xp-card>`)?.shop).toBe('xpk_two')
  expect(locate(`${tags}<xp-card id="at" listing=" lst_3 "></xp-card>`)?.shop).toBe('xpk_two')
  expect(locate(`${tags}<xp-card id="at" listing="lst_9"></xp-card>`)).toBeUndefined()
})

test('the only shop of the page serves elements beside it; of two, none is guessed', () => {
  const one = `${tag('')}<xp-shop shop="xpk_one"></xp-shop>`
  expect(locate(`${one}<xp-card id="at"></xp-card>`)?.shop).toBe('xpk_one')
  const two = `${one}<xp-shop shop="xpk_two"></xp-shop>`
  expect(locate(`${two}<xp-card id="at"></xp-card>`)).toBeUndefined()
})

test('a gateway below a path and one that an element names are kept, without a slash at the end', () => {
  document.body.innerHTML = ''
  const below = `<script type="text/plain" src="https://a.example/shops/embed/v1.js" data-shop="xpk_a"></script>`
  expect(locate(`${below}<xp-card id="at"></xp-card>`)?.gateway).toBe('https://a.example/shops')
  const own = '<xp-card id="at" shop="xpk_b" gateway="https://b.example/"></xp-card>'
  expect(locate(own)).toEqual({ shop: 'xpk_b', gateway: 'https://b.example' })
})
