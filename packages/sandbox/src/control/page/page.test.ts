import { beforeEach, expect, test } from 'vitest'
import { signatureOf } from '../../door/check-signature.ts'
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

test('one fault is taken back and the others wait on, whoever it is for', async () => {
  const back = '/sandbox/faults'
  await submit('faults', { kind: 'qos', api: '*', back })
  await submit('faults', { kind: 'permission', api: 'x', back })
  await submit('message-faults', { kind: 'drop', back })
  await submit('cashier-faults', { kind: 'duplicate', back })
  const kinds = () => [
    ...[...sandbox.world.faults.values(), ...sandbox.world.messageFaults.values()].map(
      ({ kind }) => kind,
    ),
    ...Object.values(sandbox.cashier.state().faults).map(({ kind }) => kind),
  ]
  const listed = (await visit('faults')).text
  const ids = [...listed.matchAll(/do\/faults\/(\w+)"/g)].map(([, id = '']) => id)
  expect(ids).toHaveLength(4)
  await submit(`faults/${ids[0]}`, { method: 'DELETE', back })
  expect(kinds()).toEqual(['permission', 'drop', 'duplicate'])
  await submit(`faults/${ids[2]}`, { method: 'DELETE', back })
  await submit(`faults/${ids[3]}`, { method: 'DELETE', back })
  expect(kinds()).toEqual(['permission'])
  const gone = await submit(`faults/${ids[3]}`, { method: 'DELETE', back })
  expect(gone.text).toContain(`no fault ${ids[3]} waits`)
})

test('a reset forgets what happened and keeps the clock', async () => {
  await order()
  await submit('faults', { kind: 'qos', api: '*' })
  await submit('clock', { hours: '5' })
  const { text } = await submit('reset', { back: '/sandbox/apps' })
  expect(text).toContain('已完成')
  expect([...sandbox.world.orders.values(), ...sandbox.world.faults.values()]).toEqual([])
  expect(sandbox.clock.now()).toBe(start + 5 * 3_600_000)
})

test('a script is loaded, shown as it waits, and one that is refused stands in its field again', async () => {
  const back = '/sandbox/faults'
  const faults = [
    { api: 'system:currentTime', kind: 'delay', after: 2, probability: 0.5 },
    { api: '*', kind: 'qos', times: 3 },
  ]
  const script = JSON.stringify({ faults, messages: [{ kind: 'drop' }] })
  const { text } = await submit('faults', { method: 'PUT', script, back })
  expect([...sandbox.world.faults.values()]).toMatchObject(faults)
  expect(text).toContain('一直 · 先放过 2 次 · 概率 50%')
  expect(text).toMatch(/<textarea name="script"[^>]*>[^<]*&quot;probability&quot;: 0.5/)
  const form = new FormData()
  form.set('method', 'PUT')
  form.set('script', 'not this one')
  form.set('file', new File(['[{"api":"*","kind":"sigh"}]'], 'faults.json'))
  const refused = await sandbox.fetch(
    new Request('http://sandbox/sandbox/do/faults', { method: 'POST', body: form }),
  )
  expect(refused.status).toBe(400)
  const said = await refused.text()
  expect(said).toMatch(/role="alert">faults\[0\]\.kind is none of/)
  expect(said).toContain('&quot;sigh&quot;')
  expect([...sandbox.world.faults.values()]).toHaveLength(2)
})

test('a fault is ordered by form with its timing, empty fields left out', async () => {
  const timing = { after: '1', times: '', probability: '0.25', ms: '10' }
  await submit('faults', { kind: 'delay', api: '*', code: '', ...timing, back: '/sandbox/faults' })
  const [fault] = sandbox.world.faults.values()
  expect(fault).toMatchObject({ kind: 'delay', after: 1, probability: 0.25, ms: 10 })
  expect(fault).not.toHaveProperty('times')
})

test('a refund is refused with a reason, then agreed to, by forms alone', async () => {
  sandbox = createSandbox({ offers: fixtureOffers, now: () => start, autoShip: false })
  const orderId = await order()
  await submit(`orders/${orderId}/pay`)
  const apply = (api: string, more: object) =>
    call(sandbox, `com.alibaba.trade:alibaba.trade.${api}`, { orderId, ...more })
  const wish = {
    orderEntryIds: [orderId],
    disputeRequest: 'refund',
    goodsStatus: 'refundWaitSellerSend',
    applyPayment: 2590,
    applyCarriage: 600,
    applyReasonId: 20028,
    description: '不想要了',
  }
  const { body } = await apply('createRefund', wish)
  const [refund] = sandbox.world.refunds.values()
  expect(refund, JSON.stringify(body)).toBeDefined()
  expect((await visit('')).text).toContain('等供货商处理')
  const refused = await submit(`refunds/${refund?.id}/reject`, { reason: '已经发货' })
  expect(refused.text).toContain('已经发货')
  expect(refused.text).toContain('等买家修改')
  expect(refused.text).not.toContain('同意退款')
  await apply('modifyRefund', { refundId: refund?.id })
  expect((await submit(`refunds/${refund?.id}/agree`)).text).toContain('退款成功')
  expect((await visit('money')).text).not.toContain('差 ')
})

test('an app is added and gets permissions, limits and a callback; a token is made and shown', async () => {
  const back = '/sandbox/apps'
  await submit('apps', { key: '2000000', secret: 'second', back })
  const changes = {
    appKey: '2000000',
    callbackUrl: 'http://shop.test/push',
    singleUser: 'b2b-2248544159',
    callsPerMinute: '60',
    'limits{}': 'system:currentTime 5\r\n\r\n com.alibaba.trade:alibaba.trade.pay  7 ',
    'denied[]': 'system:currentTime\r\n',
    'granted[]': '',
    checkTimestamp: 'true',
    back,
  }
  const { text } = await submit('app', changes)
  expect(sandbox.world.apps.get('2000000')).toMatchObject({
    callbackUrl: 'http://shop.test/push',
    boundMemberId: 'b2b-2248544159',
    limits: { 'system:currentTime': 5, 'com.alibaba.trade:alibaba.trade.pay': 7 },
    denied: ['system:currentTime'],
    checkTimestamp: true,
  })
  expect(text).toContain('system:currentTime 5\ncom.alibaba.trade:alibaba.trade.pay 7')
  await submit('app', {
    appKey: '2000000',
    'granted[]': 'system:currentTime',
    singleUser: '',
    back,
  })
  const app = sandbox.world.apps.get('2000000')
  expect(app).toMatchObject({ granted: ['system:currentTime'] })
  expect(app?.boundMemberId).toBeUndefined()
  await submit('app', { appKey: '2000000', 'granted[]': '', back })
  expect(sandbox.world.apps.get('2000000')?.granted).toBeUndefined()
  expect((await submit('app', { 'limits{}': 'x', back })).location).toMatch(/apps\?failed=/)
  const made = await submit('tokens', { memberId: 'b2b-42', appKey: '2000000', back })
  const token = /done=([^&]+)/.exec(made.location)?.[1] ?? ''
  expect(sandbox.world.tokens.get(token)).toMatchObject({ memberId: 'b2b-42', appKey: '2000000' })
  expect(made.text).toContain(`<code>${token}</code>`)
})

test('suppliers change their temper, an unticked box is a no', async () => {
  const manners = { temperament: 'late', duplicateMode: 'error', autoShip: 'false' }
  await submit('app', { ...manners, back: '/sandbox/apps' })
  expect(sandbox.world.apps.get('1000000')).toMatchObject({ ...manners, autoShip: false })
})

test('an order is found by its number, ships in part under a number of its own, and the clock turns to what is next', async () => {
  const id = await order()
  expect((await visit('?q=sup_1')).text).toContain(`<code>${id}</code>`)
  expect((await visit('?q=sup_2')).text).not.toContain(`<h3><code>${id}</code>`)
  await submit(`orders/${id}/pay`)
  await submit(`orders/${id}/ship`, { [`goods.${id}`]: '1', billNo: 'SF123' })
  expect(sandbox.world.orders.get(id)?.parcels).toMatchObject([{ billNo: 'SF123' }])
  const { text } = await visit('')
  expect(text).not.toContain('付款超时')
  const at = /name="at" value="(\d+)"/.exec(text)?.[1] ?? ''
  await submit('clock', { at })
  expect(sandbox.clock.now()).toBe(Number(at))
  expect(Number(at)).toBeGreaterThan(start)
})

test('the books say that they balance, or by how much they do not', async () => {
  const id = await order()
  await submit(`orders/${id}/pay`)
  await submit('members', { memberId: 'b2b-2248544159', addYuan: '-100', creditYuan: '5' })
  const { text } = await visit('money')
  expect(text.match(/<span class="tag success">平/g)).toHaveLength(4)
  expect(text).toContain('¥999868.10')
  sandbox.world.store.transaction(() => sandbox.world.purses.put('escrow', 0))
  expect((await visit('money')).text).toContain('差 -¥31.90')
})

test('a call with a wrong signature shows both signatures, both texts and the likely cause', async () => {
  const sent = new Map([['a', '<1> 2']])
  const path = 'param2/1/system/currentTime/1000000'
  const signature = signatureOf('sandbox-secret', `${path}a%3C1%3E%202`)
  await sandbox.fetch(
    new Request(`http://sandbox/openapi/${path}`, {
      method: 'POST',
      body: new URLSearchParams([...sent, ['_aop_signature', signature]]),
    }),
  )
  expect((await visit('calls')).text).toContain('百分号编码')
  const [logged] = sandbox.calls.all()
  const { text } = await visit(`calls/${logged?.requestId}`)
  expect(text).toContain(logged?.expectedSignature)
  expect(text).toContain(signature)
  expect(text).toContain('currentTime/1000000a<mark>&lt;</mark>1&gt; 2')
  expect(text).toContain('currentTime/1000000a<mark>%</mark>3C1%3E%202')
  expect((await visit('calls/none')).status).toBe(404)
})

test('a text that a developer pastes is compared with the one to sign', async () => {
  await call(sandbox, 'system:currentTime', { a: '1' }, { secret: 'mistyped' })
  const [logged] = sandbox.calls.all()
  const page = `http://sandbox/sandbox/calls/${logged?.requestId}`
  expect(await (await sandbox.fetch(new Request(page))).text()).toContain('不是已知的常见错误')
  const compare = async (mine: string) => {
    const body = new URLSearchParams({ mine })
    return (await sandbox.fetch(new Request(page, { method: 'POST', body }))).text()
  }
  expect(await compare(logged?.stringToSign ?? '')).toMatch(/字符串正确。 但收到的签名不是/)
  expect(await compare('param2/1/system/currentTime/1000001')).toContain('从第 35 个字符起不同')
})

test('calls are narrowed by API, outcome and text', async () => {
  await order()
  await call(sandbox, 'system:currentTime', { a: 'needle' }, { secret: 'wrong' })
  await call(sandbox, 'com.alibaba.trade:alibaba.trade.get.buyerView', {
    orderId: '5',
    webSite: '1688',
  })
  await control(sandbox, 'faults', { kind: 'qos' })
  await call(sandbox, 'system:currentTime')
  const shown = async (query: string) =>
    [
      ...(await visit(`calls?${query}`)).text.matchAll(
        /href="\/sandbox\/calls\/\w+"><code>([^<]+)/g,
      ),
    ].map(([, api]) => api?.split(':')[1])
  expect(await shown('')).toHaveLength(4)
  expect(await shown('api=system:currentTime')).toEqual(['currentTime', 'currentTime'])
  expect(await shown('outcome=fine')).toEqual(['alibaba.trade.fastCreateOrder'])
  expect(await shown('outcome=refused')).toEqual(['alibaba.trade.get.buyerView'])
  expect(await shown('outcome=signature')).toEqual(['currentTime'])
  expect(await shown('outcome=fault')).toEqual(['currentTime'])
  expect(await shown('text=NEEDLE')).toEqual(['currentTime'])
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
  for (const path of ['', 'offers', 'apps', 'faults', 'calls', 'messages', 'money']) {
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

test('a deed never leads to another site, and says its outcome once', async () => {
  const form = new FormData()
  form.set('back', '//evil.example/sandbox/')
  expect((await readDeed(form)).back).toBe('/sandbox/')
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
