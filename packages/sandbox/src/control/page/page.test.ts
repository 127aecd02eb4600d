import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../../offers.test.fixture.ts'
import { createSandbox, type Sandbox } from '../../sandbox.ts'
import { call, control, home } from '../../talk.test.fixture.ts'
import { backWith, readDeed } from './do.ts'

const start = Date.parse('2026-11-24T02:00:00Z')
const { cup } = fixture
let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start })
})

async function visit(path: string, headers: Record<string, string> = {}) {
  const answer = await sandbox.fetch(new Request(`http://sandbox/sandbox/${path}`, { headers }))
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** Sends a form as a browser does and follows to the page that it leads to. */
async function submit(path: string, fields: Record<string, string> = {}, headers = {}) {
  const answer = await sandbox.fetch(
    new Request(`http://sandbox/sandbox/do/${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ back: '/sandbox/', ...fields }),
    }),
  )
  const location = answer.headers.get('location') ?? ''
  return { status: answer.status, location, text: (await visit(location.slice(9))).text }
}

async function order(): Promise<string> {
  const { body } = await call(sandbox, 'com.alibaba.trade:alibaba.trade.fastCreateOrder', {
    addressParam: home,
    cargoParamList: [{ offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }],
    flow: 'fenxiao',
    outOrderId: 'sup_1',
  })
  return (body.result as { orderId: string }).orderId
}

test('an order is paid, shipped and delivered by forms alone, and the page says where it is', async () => {
  const id = await order()
  expect((await visit('')).text).toContain('等待付款')
  const paid = await submit(`orders/${id}/pay`)
  expect([paid.status, paid.location]).toEqual([303, '/sandbox/?done=1'])
  expect(paid.text).toContain('等待发货')
  expect((await submit(`orders/${id}/ship`)).text).toContain('运输中')
  const moved = await submit(`orders/${id}/trace`, { status: 'DELIVERING', remark: '正在派送' })
  expect(moved.text).toContain('正在派送')
  await submit(`orders/${id}/deliver`)
  expect(sandbox.world.orders.get(id)?.signedAt).toBe(start)
})

test('a price typed in yuan becomes fen, a text that is no price is said to be none', async () => {
  const id = await order()
  const path = `orders/${id}/price`
  expect((await submit(path, { totalYuan: '30.5' })).text).toContain('¥30.50')
  const refused = await submit(path, { totalYuan: '3,5' })
  expect(refused.text).toContain('role="alert"')
  expect(sandbox.world.orders.get(id)?.totalFen).toBe(3050)
})

test('what the API refuses is shown in its words, and the order stays', async () => {
  const id = await order()
  const refused = await submit(`orders/${id}/ship`)
  expect(refused.text).toMatch(/role="alert">[^<]+</)
  expect(sandbox.world.orders.get(id)?.status).toBe('waitbuyerpay')
})

test('the clock turns by an hour, a day, or hours with a fraction', async () => {
  await submit('clock', { hours: '1' })
  await submit('clock', { hours: '24' })
  expect((await submit('clock', { hours: '0.5' })).text).toContain('2026-11-25 11:30:00')
  expect((await submit('clock', { hours: 'soon' })).text).toContain('role="alert"')
})

test('an offer is found, repriced for one SKU, sold out and taken down', async () => {
  const [first] = cup.skus
  const path = `offers/${cup.offerId}`
  expect((await visit(`offers?q=${encodeURIComponent('保温')}`)).text).toContain(`/sandbox/${path}`)
  expect((await visit('offers?q=nothing')).text).not.toContain(`/sandbox/${path}`)
  await submit(path, { [`consignYuan.${first?.specId}`]: '19.9', [`stock.${first?.specId}`]: '3' })
  expect(sandbox.world.offers.get(cup.offerId)?.skus[0]).toMatchObject({
    consignFen: 1990,
    stock: 3,
  })
  await submit(path, { stock: '0' })
  await submit(path, { status: 'expired', back: `/sandbox/${path}` })
  const page = await visit(path)
  expect(page.text).toContain('重新上架')
  expect(sandbox.world.offers.get(cup.offerId)).toMatchObject({ status: 'expired' })
  expect((await visit('offers/5')).status).toBe(404)
})

test('faults are ordered, listed and taken back', async () => {
  const back = '/sandbox/faults'
  await submit('faults', { kind: 'qos', api: '*', times: '2', ms: '1000', back })
  await submit('message-faults', { kind: 'drop', times: '1', back })
  const listed = await submit('cashier-faults', { kind: 'duplicate', copies: '3', back })
  for (const kind of ['qos', 'drop', 'duplicate']) {
    expect(listed.text).toContain(`<code>${kind}</code>`)
  }
  const cleared = await submit('faults', { method: 'DELETE', back })
  expect(cleared.text).not.toContain('<code>qos</code>')
})

test('a call with a wrong signature shows both signatures and the text to sign', async () => {
  await call(sandbox, 'system:currentTime', { a: '<1>' }, { secret: 'wrong' })
  const { text } = await visit('calls')
  const [logged] = sandbox.calls.all()
  expect(text).toContain(logged?.expectedSignature)
  expect(text).toContain(logged?.params._aop_signature)
  expect(text).toContain('currentTime/1000000')
  expect(text).toContain('&lt;1&gt;')
})

test('messages and money are shown, and a message is sent again', async () => {
  const id = await order()
  await control(sandbox, `orders/${id}/pay`)
  const messages = await visit('messages')
  expect(messages.text).toContain('ORDER_BUYER_VIEW_ORDER_PAY')
  const [message] = sandbox.world.messages.values()
  expect((await submit(`messages/${message?.id}/send`)).location).toBe('/sandbox/?done=1')
  const money = await visit('money')
  expect(money.text).toContain('-¥31.90')
  expect(money.text).toContain('¥999968.10')
})

test('every section is a document without scripts or inline styles, in Chinese or English', async () => {
  for (const path of ['', 'offers', 'faults', 'calls', 'messages', 'money']) {
    const { status, text, headers } = await visit(path)
    expect(status).toBe(200)
    expect(text).toContain('<html lang="zh-CN">')
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  expect((await visit('', { 'accept-language': 'en-GB,en' })).text).toContain('<html lang="en">')
})

test('a page of another site cannot submit a deed', async () => {
  const answer = await submit('clock', { hours: '1' }, { 'sec-fetch-site': 'cross-site' })
  expect(answer.status).toBe(403)
  expect(sandbox.clock.now()).toBe(start)
})

test('a deed never leads to another site, and says its outcome once', () => {
  const form = new FormData()
  form.set('back', '//evil.example/sandbox/')
  expect(readDeed(form).back).toBe('/sandbox/')
  expect(backWith('/sandbox/offers?q=x&done=1', 'failed', '不行')).toBe(
    `/sandbox/offers?q=x&failed=${encodeURIComponent('不行')}`,
  )
})

test('offers of a market of any size are found by words and by number', async () => {
  sandbox = createSandbox({ offers: 5000, now: () => start })
  const offer = sandbox.world.offers.at(4321)
  const found = await visit(`offers?q=${offer.offerId}`)
  expect(found.text).toContain(offer.subject)
  const cups = sandbox.world.offers.search({ keywords: '保温杯' })
  expect((await visit(`offers?q=${encodeURIComponent('保温杯')}`)).text).toContain(
    cups.page(0, 1)[0]?.subject,
  )
})
