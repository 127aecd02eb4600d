import { day, hour, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask } from '../../packages/gateway/src/db/statement.ts'
import { quiet } from '../hooks/books.ts'
import { eventually, type Wire } from '../shop.ts'
import {
  account,
  anna,
  atSharingShop,
  booked,
  close,
  commissionsOf,
  completed,
  goodsOf,
  letGo,
  link,
  market,
  openRefusals,
  paidThrough,
  promoter,
  refusedOf,
  retry,
  sharesOf,
  until,
  wechat,
} from './sharing-shop.ts'

/** What happens before WeChat hears of a share, and of the end of all shares; once. */
let before: { share?: () => Promise<unknown>; finish?: () => Promise<unknown> } = {}
let heard = Promise.withResolvers<void>()

const wire: Wire = async (request, send) => {
  const { pathname } = new URL(request.url)
  const isShare = request.method === 'POST' && pathname.endsWith('/profitsharing/orders')
  const call = isShare ? 'share' : pathname.endsWith('/unfreeze') ? 'finish' : undefined
  const first = call && before[call]
  if (call) delete before[call]
  await first?.()
  const answer = await send(request)
  if (isShare) heard.resolve()
  return answer
}

atSharingShop({ wire })

test('a part that was on its way when its seller left it is in the books once WeChat has let go of the rest', async () => {
  heard = Promise.withResolvers()
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  wechat().fault('share-query-refused', 99)
  await completed(placed)
  const refused = await refusedOf(placed, minute)
  wechat().fault('share-query-refused', 0)
  const finishing = Promise.withResolvers<void>()
  before = {
    share: async () => {
      await close(refused)
      await finishing.promise
    },
    finish: async () => {
      finishing.resolve()
      await heard.promise
    },
  }
  await retry(refused)
  await heard.promise
  await letGo(placed)
  await quiet(market)
  const amount = Math.floor(goodsOf(placed) / 10)
  const given = sharesOf(placed).flatMap(({ parts }) => parts)
  expect(given).toMatchObject([{ result: 'SUCCESS', amount }])
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid', amount }])
  expect(await booked(placed, 'commission')).toBe(amount)
  expect(await openRefusals()).toEqual([])
})

test('a promoter who is put off in the moment in which she is to be given a part is put off after it', async () => {
  await account(1)
  const share = await link('阿芳的群')
  const { id } = await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  await until(placed, ({ state }) => state === 'shipped', 20 * hour)
  await placed.tell('receive', {}, { 'idempotency-key': 'received-before-she-goes' })
  await quiet(market)
  const { db } = market.gateway.deps
  /** Until this very statement waits: the jobs of eight days wait for one another, too. */
  const waits = (like: string) =>
    eventually(async () => {
      const found = await ask(
        db,
        `select from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like $1`,
        { list: [like] },
      )
      return found.length > 0
    })
  const off = () => market.sell(`/v1/seller/promoters/${id}`, { method: 'DELETE' })
  let asked: ReturnType<typeof off> | undefined
  await db.transaction().execute(async (tx) => {
    await ask(tx, 'lock table profit_shares in exclusive mode', { list: [] })
    await market.clock.advance(8 * day)
    await waits('%insert into profit_shares%')
    asked = off()
    await Promise.race([asked, waits('%from promoters%for update%')])
  })
  expect((await asked)?.status).toBe(409)
  await letGo(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid' }])
  expect((await off()).status).toBe(200)
})
