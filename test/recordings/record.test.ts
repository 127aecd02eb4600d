import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { basket, home } from '../suites/platform-stage.ts'
import { openSandbox } from '../suites/sandbox-stage.ts'

/** A whole purchase, recorded: everything that a shop asks from the search to the parcel. */
async function recorded(): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const stage = await openSandbox({ record: folder })
  onTestFinished(() => stage.close())
  const { platform } = stage
  await platform.search({ keyword: '杯', page: 1, pageSize: 5 })
  const lines = await basket(stage)
  await platform.parseAddress(
    `${home.province}${home.city}${home.district}${home.street} ${home.name} ${home.phone}`,
  )
  await platform.preview({ lines, address: home })
  const note = `请放门卫，${home.name}`
  const { platformOrderId } = await platform.place({
    outOrderId: 'so_1',
    lines,
    address: home,
    note,
  })
  await platform.note(platformOrderId, `客户电话${home.phone}`)
  await platform.pay(platformOrderId)
  await stage.ship(platformOrderId, 'rest')
  await stage.deliver(platformOrderId)
  await platform.parcels(platformOrderId)
  await platform.preview({ lines: [{ offerId: '1', quantity: 1 }], address: home }).catch(() => {})
  for (const form of stage.pushes()) platform.readMessage(form)
  const names = () => readdirSync(folder)
  await expect
    .poll(() => names().filter((name) => name.startsWith('push-')).length)
    .toBeGreaterThan(2)
  return new Map(names().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

test('a recorded purchase tells every call, and neither secrets, persons, machines nor hosts', async () => {
  const files = await recorded()
  const calls = new Set([...files.keys()].map((name) => name.replace(/-[0-9a-f]{12}\.json$/, '')))
  expect([...calls]).toEqual(
    expect.arrayContaining([
      'offer',
      'searchOffers',
      'preview',
      'placeDistribution',
      'order',
      'preparePay',
      'push',
    ]),
  )
  const planted = [
    ...[DEFAULT_APP_SECRET, FIRST_TOKEN, `"${DEFAULT_APP_KEY}"`, 'b2b-2248544159', 'xiaopu_test'],
    ...[
      home.name,
      home.phone,
      home.street,
      '2248544159',
      tmpdir(),
      hostname(),
      '127.0.0.1',
      'localhost',
    ],
  ]
  for (const [name, text] of files) {
    expect(
      planted.filter((canary) => text.includes(canary)),
      name,
    ).toEqual([])
  }
})
