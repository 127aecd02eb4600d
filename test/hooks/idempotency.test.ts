import { type Listing, type OrderView, type Quote, second } from '@xiaopu/domain'
import { connect, createShop } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, placeOrder, quoteFor, returnUrl } from '../market.ts'
import { type Answer, ask, eventually, type OpenShop, openShop, type Wire } from '../shop.ts'

let market: OpenShop
let listing: Listing

/** What happens to a call on its way to the cashier. */
let onTheWay: Wire = (request, send) => send(request)

beforeAll(async () => {
  market = await openShop({ wire: (request, send) => onTheWay(request, send) })
  const [only] = await listGoods(market, 1)
  if (only) listing = only
})
afterAll(() => market.close())

interface PlacedOrder {
  readonly order: OrderView
  readonly token: string
}

const quote = async () => quoteFor(market, await fillCart(market, [{ listing }]))

function place(key: string, { id, total }: Quote, also: object = {}): Promise<Answer<PlacedOrder>> {
  return market.ask('/v1/orders', {
    body: { quote: id, total, ...also },
    headers: { 'idempotency-key': key },
  })
}

async function inDatabase(...statements: string[]): Promise<readonly Record<string, unknown>[]> {
  const { pool, close } = connect({ url: market.databaseUrl, max: 1 })
  try {
    const results = []
    for (const each of statements) results.push(await pool.query(each))
    return results.at(-1)?.rows ?? []
  } finally {
    await close()
  }
}

const ordersOf = async ({ id }: Quote) =>
  (await inDatabase(`select order_id from orders where quote_id = '${id}'`)).length

const code = ({ json }: Answer<unknown>) => (json as { code?: string }).code

test('the same request under the same key gets the very same answer, marked as a repetition', async () => {
  const wanted = await quote()
  const first = await place('same-request-1', wanted)
  await market.clock.advance(second)
  const again = await place('same-request-1', wanted)
  expect(first.headers.get('idempotent-replay')).toBeNull()
  expect(again.headers.get('idempotent-replay')).toBe('true')
  expect([again.status, again.text]).toEqual([200, first.text])
})

test('fields in another order and spaces around a remark make no other request', async () => {
  const { id, total } = await quote()
  const body = { quote: id, total, remark: '快一点' }
  const ask = (text: string) =>
    market.ask('/v1/orders', { body: text, headers: { 'idempotency-key': 'spelled-twice' } })
  await ask(JSON.stringify(body))
  const turned = JSON.stringify({ remark: ' 快一点 ', total, quote: id })
  expect((await ask(turned)).headers.get('idempotent-replay')).toBe('true')
})

test('another request under a used key is refused and changes nothing', async () => {
  const [wanted, other] = [await quote(), await quote()]
  await place('used-for-one', wanted)
  const refused = await place('used-for-one', other)
  expect([refused.status, code(refused)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  expect(await ordersOf(other)).toBe(0)
})

test.each([
  ['no key', ''],
  ['a key of seven characters', 'seven-7'],
  ['a key of 256 characters', 'k'.repeat(256)],
  ['a key with a quote in it', "key'--'key"],
])('%s is refused before anything happens', async (_what, key) => {
  const wanted = await quote()
  const refused = await place(key, wanted)
  expect([refused.status, code(refused)]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING'])
  expect(await ordersOf(wanted)).toBe(0)
})

test('a refusal that is about the state of things is the answer to every repetition', async () => {
  const wanted = await quote()
  const dearer = { ...wanted, total: { ...wanted.total, amount: wanted.total.amount + 1 } }
  const refused = await place('too-dear-1', dearer)
  const again = await place('too-dear-1', dearer)
  expect([again.status, code(again)]).toEqual([409, 'TOTAL_CHANGED'])
  expect(again.headers.get('idempotent-replay')).toBe('true')
  expect((again.json as object as { detail: object }).detail).toEqual(
    (refused.json as object as { detail: object }).detail,
  )
})

test('a key is free again after a request that was wrong in itself', async () => {
  const wanted = await quote()
  expect((await place('wrong-then-right', wanted, { remark: 5 })).status).toBe(400)
  expect((await place('wrong-then-right', wanted)).status).toBe(200)
})

test('a key is free again after something that was not there', async () => {
  const wanted = await quote()
  const nowhere = { ...wanted, id: 'quo_01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  expect((await place('first-nowhere', nowhere)).status).toBe(404)
  expect((await place('first-nowhere', wanted)).status).toBe(200)
})

test('a key is free again after a provider that was busy', async () => {
  const placed = await placeOrder(market, await quote())
  const pay = () =>
    placed.tell('payments', { returnUrl }, { 'idempotency-key': 'while-cashier-down' })
  onTheWay = async () => new Response('down', { status: 500 })
  const down = await pay()
  onTheWay = (request, send) => send(request)
  expect(down.status).toBe(503)
  expect((await pay()).status).toBe(200)
})

test('a key that a thief brings with another order’s token opens nothing', async () => {
  const [hers, his] = [
    await placeOrder(market, await quote()),
    await placeOrder(market, await quote()),
  ]
  const paying = { body: { returnUrl }, headers: { 'idempotency-key': 'stolen-key-1' } }
  await hers.tell('payments', { returnUrl }, { 'idempotency-key': 'stolen-key-1' })
  const asThief = (path: string, token: string) =>
    market.ask<OrderView>(`/v1/orders/${path}/payments`, {
      ...paying,
      headers: { ...paying.headers, 'x-order-token': token },
    })
  expect((await asThief(hers.order.id, his.token)).status).toBe(404)
  const own = await asThief(his.order.id, his.token)
  expect(own.headers.get('idempotent-replay')).toBeNull()
  expect(own.json.id).toBe(his.order.id)
})

test('a key counts for one route only', async () => {
  const wanted = await quote()
  const { json } = await place('two-routes-1', wanted)
  const paid = await market.ask<OrderView>(`/v1/orders/${json.order.id}/payments`, {
    body: { returnUrl },
    headers: { 'idempotency-key': 'two-routes-1', 'x-order-token': json.token },
  })
  expect(paid.headers.get('idempotent-replay')).toBeNull()
  expect(paid.json.payment?.state).toBe('waiting')
})

test('who reads the table learns no key, no token and no address', async () => {
  const { json } = await place('secret-key-42', await quote())
  const stored = JSON.stringify(
    await inDatabase(`select *, encode(answer, 'escape') as readable from idempotency`),
  )
  for (const secret of ['secret-key-42', json.token, '王小芳', '13800138000', '文三路'])
    expect(stored).not.toContain(secret)
})

test('two requests at once under one key make one order, and the second is told to wait', async () => {
  const wanted = await quote()
  const answers = await Promise.all([
    place('at-once-key', wanted),
    place('at-once-key', wanted),
    place('at-once-key', wanted),
  ])
  for (const { status, headers } of answers.filter((each) => each.status !== 200)) {
    expect(status).toBe(409)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect(answers.some(({ status }) => status === 200)).toBe(true)
  expect(await ordersOf(wanted)).toBe(1)
})

/** Whoever dies here has placed the order and kept no answer. */
const dying = [
  `create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`,
  `create trigger dying before update or delete on idempotency for each row execute function die()`,
]
const living = [`drop trigger dying on idempotency`, `drop function die()`]

test('after a death between effect and answer the key waits for its lease, then finds the same order', async () => {
  const wanted = await quote()
  await inDatabase(...dying)
  const killed = await place('died-halfway', wanted)
  await inDatabase(...living)
  expect(killed.status).toBe(500)
  expect(await ordersOf(wanted)).toBe(1)

  const soon = await place('died-halfway', wanted)
  expect([soon.status, code(soon)]).toEqual([409, 'REQUEST_IN_FLIGHT'])
  expect(code(await place('died-halfway', wanted, { remark: 'other' }))).toBe(
    'IDEMPOTENCY_KEY_REUSED',
  )

  await market.clock.advance(30 * second)
  const later = await place('died-halfway', wanted)
  expect(later.status).toBe(200)
  expect(await ordersOf(wanted)).toBe(1)
  const again = await place('died-halfway', wanted)
  expect([again.headers.get('idempotent-replay'), again.text]).toEqual(['true', later.text])
})

test('a request that outlived its lease does not overwrite the answer of the one that took over', async () => {
  const placed = await placeOrder(market, await quote())
  const pay = () => placed.tell('payments', { returnUrl }, { 'idempotency-key': 'slow-holder-1' })
  let letGo = () => {}
  const held = new Promise<void>((release) => {
    letGo = release
  })
  let calls = 0
  onTheWay = async (request, send) => {
    if (calls++ === 0) await held
    return send(request)
  }
  const slow = pay()
  await eventually(async () => calls > 0)
  expect((await pay()).status).toBe(409)
  await market.clock.advance(30 * second)
  const taken = await pay()
  letGo()
  expect((await slow).json.payment?.id).toBe(taken.json.payment?.id)
  const again = await pay()
  expect([again.headers.get('idempotent-replay'), again.text]).toEqual(['true', taken.text])
})

test('after two days a key is as good as new', async () => {
  const wanted = await quote()
  await place('two-days-old', wanted)
  await market.clock.advance(48 * 3_600_000)
  const again = await place('two-days-old', wanted)
  expect(again.headers.get('idempotent-replay')).toBeNull()
  expect(again.status).toBe(200)
  expect(await ordersOf(wanted)).toBe(1)
})

test('a key that two shops use is two keys', async () => {
  const other = await createShop(market.gateway.deps, { slug: 'other', name: '别家' })
  const { id, total } = await quote()
  const asked = { body: { quote: id, total }, headers: { 'idempotency-key': 'one-key-two-shops' } }
  await market.ask('/v1/orders', asked)
  const path = `/v1/orders?shop=${other.shop.publishableKey}`
  const answer = await ask(market.gateway, path, asked)
  expect([answer.status, answer.json.code]).toEqual([404, 'QUOTE_NOT_FOUND'])
})
