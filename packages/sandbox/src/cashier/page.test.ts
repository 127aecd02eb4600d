import { expect, test } from 'vitest'
import { openCashier, openOrder, order } from './merchant.test.fixture.ts'
import { textsFor } from './page-texts.ts'

test('the page says amount, goods, shop and until when, in Chinese, and escapes what it was told', async () => {
  const at = openCashier()
  const answer = await at.visit(await openOrder(at))
  const text = await answer.text()
  expect(text).toContain('<html lang="zh-CN">')
  for (const words of [
    '¥19.90',
    '小铺测试商户',
    '透明收纳盒 &lt;1 件&gt;',
    '11-24 16:15',
    '取消',
  ]) {
    expect(text).toContain(words)
  }
})

test('the page carries no script and no inline style, and its policy allows neither', async () => {
  const at = openCashier()
  const answer = await at.visit(await openOrder(at))
  expect(await answer.text()).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self' http://shop.test; base-uri 'none'; frame-ancestors 'none'",
  )
  const style = await at.visit('/cashier/style.css')
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
})

test('cancelling leads back to the shop and leaves the payment open', async () => {
  const at = openCashier()
  const answer = await at.visit(`${await openOrder(at)}/cancel`, { method: 'POST' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, order.returnUrl])
  expect((await at.call('payments/query', { outTradeNo: 'pay_1' })).body.state).toBe('notpay')
})

test('a paid page offers the way back and no second payment', async () => {
  const at = openCashier()
  const page = await openOrder(at)
  await at.visit(`${page}/pay`, { method: 'POST' })
  const text = await (await at.visit(page)).text()
  expect(text).toContain(`href="${order.returnUrl}"`)
  expect(text).not.toContain('<form')
})

test.each([
  [null, 'zh-CN'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr-FR,en;q=0.5,zh;q=0.7', 'zh-CN'],
  ['ja', 'zh-CN'],
  ['en;q=0, zh;q=0.1', 'zh-CN'],
])('a browser that asks for %s reads %s', (header, lang) => {
  expect(textsFor(header).lang).toBe(lang)
})
