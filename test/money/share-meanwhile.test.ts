import { minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { quiet } from '../hooks/books.ts'
import type { Wire } from '../shop.ts'
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
