import { createHmac } from 'node:crypto'
import type { Address, Listing } from '@xiaopu/domain'
import { connect, createGateway, type GatewayOptions, readMasterKeys } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  address,
  fillCart,
  listGoods,
  ordersAt1688,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { masterKey } from '../master-key.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { dump } from './dump.ts'

/** Nobody else in the sandbox or the database is called that. */
const canary: Address = {
  ...address,
  name: '欧阳金雀',
  phone: '19987654321',
  street: '百灵鸟巷 77 号 9 幢 404',
}
const remark = '门口有只金丝雀'

let options: GatewayOptions
let market: OpenShop
let listing: Listing

beforeAll(async () => {
  market = await openShop({ seen: (given) => (options = given) })
  ;[listing] = (await listGoods(market, 1)) as [Listing]
}, 60_000)
afterAll(() => market.close())

async function order(to: Address): Promise<Placed> {
  return placeOrder(market, await quoteFor(market, await fillCart(market, [{ listing }]), to), {
    remark,
  })
}

async function sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { pool, close } = connect({ url: market.databaseUrl, max: 1 })
  try {
    return (await pool.query(text, [...values])).rows
  } finally {
    await close()
  }
}

test('who steals the database reads no name, phone, street or remark; the supplier gets them whole', async () => {
  const placed = await order(canary)
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state === 'placed')

  const stolen = await dump(market.databaseUrl)
  for (const secret of [canary.name, canary.phone, canary.street, remark])
    expect(stolen).not.toContain(secret)
  expect(stolen).toContain('199****4321')
  const bought = (await market.control('/state')).text
  for (const needed of [canary.name, canary.phone, canary.street]) expect(bought).toContain(needed)
})

test('buyer and seller are shown the masked address', async () => {
  const placed = await order(canary)
  const masked = { ...canary, name: '欧*', phone: '199****4321', street: '百灵鸟巷***' }
  expect(placed.order.address).toEqual(masked)
  expect(await placed.read()).toMatchObject({ address: masked, remark: '***' })
  expect(await placed.readAsSeller()).toMatchObject({ address: masked, remark: '***' })
})

test('an address that was moved to another order opens nowhere, and nothing is bought with it', async () => {
  const [mine, theirs] = [await order(canary), await order(address)]
  const [row] = await sql<{ sealed: string }>('select sealed from orders where order_id = $1', [
    theirs.order.id,
  ])
  await sql('update orders set sealed = $2 where order_id = $1', [mine.order.id, row?.sealed])
  const before = await ordersAt1688(market)
  await payAt(market, await startPaying(mine))
  await eventually(async () =>
    market.log.some((entry) => /sealed for another place/.test(String(entry.reason))),
  )
  expect((await ordersAt1688(market)).length).toBe(before.length)
  const [own] = await sql<{ sealed: string }>('select sealed from orders where order_id = $1', [
    theirs.order.id,
  ])
  expect(own?.sealed).toBe(row?.sealed)
})

test('addresses that an older gateway wrote in the clear are sealed at the next start', async () => {
  const placed = await order(canary)
  await sql(
    `update orders set address = $2, remark = $3, sealed = null, phone_hash = null where order_id = $1`,
    [placed.order.id, JSON.stringify(canary), remark],
  )
  await sql(`update quotes set address = $1, sealed = null`, [JSON.stringify(canary)])
  expect(await dump(market.databaseUrl)).toContain(canary.phone)
  const again = await createGateway({ ...options, concurrency: 0 })
  await again.stop()
  expect(await dump(market.databaseUrl)).not.toContain(canary.phone)
  expect((await placed.readAsSeller()).address.phone).toBe('199****4321')
})

test('a new master key wraps what the old one wrapped, which then opens nothing', async () => {
  const fresh = 'c5f1f5a3b6f0d0a35c9a8f7bb5d5d5f14c4a1c64d6a1c6e8f0b1a29384756adb'
  const start = async (keys: string) => {
    const gateway = await createGateway({
      ...options,
      masterKeys: readMasterKeys(keys),
      concurrency: 0,
    })
    await gateway.stop()
  }
  await expect(start(fresh)).rejects.toThrow(expect.objectContaining({ reason: 'other' }))
  await start(`${fresh},${masterKey}`)
  await start(fresh)
  await expect(start(masterKey)).rejects.toThrow(expect.objectContaining({ reason: 'other' }))
  await start(`${masterKey},${fresh}`)
})

test('the secret behind order tokens is sealed, and one from before that still opens its orders', async () => {
  const placed = await order(address)
  const [kept] = await sql<{ value: string }>(
    `select value from settings where name = 'order_token_secret'`,
  )
  expect(kept?.value).toMatch(/^s1\./)
  const older = await openShop({ seen: (given) => (options = given) })
  const { pool, close } = connect({ url: older.databaseUrl, max: 1 })
  await pool.query(`insert into settings values ('order_token_secret', 'from before')`)
  const [offer] = await listGoods(older, 1)
  const quote = await quoteFor(older, await fillCart(older, [{ listing: offer as Listing }]))
  const { order: made, token } = await placeOrder(older, quote)
  expect(token).toBe(createHmac('sha256', 'from before').update(made.id).digest('base64url'))
  expect((await pool.query('select value from settings')).rows[0].value).toMatch(/^s1\./)
  await close()
  await older.close()
  expect((await placed.read()).id).toBe(placed.order.id)
})
