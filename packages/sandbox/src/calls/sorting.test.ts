import { beforeAll, expect, test } from 'vitest'
import { lowestFen } from '../catalogue/catalogue.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { standingNumber, standingOf } from '../search/sorting.ts'
import { call } from '../talk.test.fixture.ts'

const cross = 'com.alibaba.fenxiao.crossborder'
let sandbox: Sandbox
beforeAll(() => {
  sandbox = createSandbox({ offers: 600, callsPerMinute: 1e6 })
})

type Row = { readonly offerId: number } & Readonly<Record<string, unknown>>

async function groupBuy(params: object): Promise<readonly Row[]> {
  const { body } = await call(sandbox, 'com.alibaba.fenxiao:alibaba.pifatuan.product.list', {
    ...{ pageNo: 1, pageSize: 50 },
    ...params,
  })
  return (body.result as { result: Row[] }).result
}

async function pool(sort: object): Promise<readonly Row[]> {
  const { body } = await call(sandbox, `${cross}:pool.product.pull`, {
    offerPoolQueryParam: { offerPoolId: 1688001, taskId: 's', pageNo: 1, pageSize: 500, ...sort },
  })
  return (body.result as { result: Row[] }).result
}

const offerOf = ({ offerId }: Row) => {
  const offer = sandbox.world.offers.get(offerId)
  if (!offer) throw new Error(`no offer ${offerId}`)
  return offer
}
const rising = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)
const falling = (values: readonly number[]): number[] => rising(values).reverse()

test.each(['ww30DResponseRate', 'newTowerDisputeScore', 'order30DTurnoverRate'])(
  'the group-buy list is ordered by %s, falling unless told to rise, and says it of every row',
  async (sortByField) => {
    const measured = (rows: readonly Row[]) =>
      rows.map((row) => parseFloat(String(row[sortByField])))
    const best = measured(await groupBuy({ sortByField }))
    expect(best).toEqual(falling(best))
    const worst = measured(await groupBuy({ sortByField, sortByType: 'asc' }))
    expect(worst).toEqual(rising(worst))
    expect(best[0]).toBeGreaterThan(worst[0] ?? 0)
    expect(measured(await groupBuy({ sortByField, sortByType: 'desc' }))).toEqual(best)
  },
)

test('a page of an ordered list goes on where the one before it ended', async () => {
  const sort = { sortByField: 'ww30DResponseRate', sortByType: 'asc' }
  const whole = (await groupBuy(sort)).map(({ offerId }) => offerId)
  const pages = await Promise.all(
    [1, 2, 3, 4, 5].map((pageNo) => groupBuy({ ...sort, pageNo, pageSize: 10 })),
  )
  expect(pages.flat().map(({ offerId }) => offerId)).toEqual(whole)
})

test('a pool is ordered by the money it took or the buyers it had in a month', async () => {
  const money = (row: Row) => {
    const offer = offerOf(row)
    return Math.floor((lowestFen(offer) * offer.soldLast90Days) / 100)
  }
  const buyers = (row: Row) => {
    const { soldLast90Days, supplier } = offerOf(row)
    return Math.ceil(soldLast90Days / standingOf(standingNumber(supplier.memberId)).pieces)
  }
  for (const [sortField, measure] of [
    ['order1m', money],
    ['buyer1m', buyers],
  ] as const) {
    const most = (await pool({ sortField, sortType: 'DESC' })).map(measure)
    expect(most.length).toBeGreaterThan(100)
    expect(most).toEqual(falling(most))
    const least = (await pool({ sortField, sortType: 'ASC' })).map(measure)
    expect(least).toEqual(rising(most))
  }
})

test('a cross-border search is ordered by price or by what was sold in a month', async () => {
  const search = async (sort: string) => {
    const { body } = await call(sandbox, `${cross}:product.search.keywordQuery`, {
      offerQueryParam: { keyword: '新款', beginPage: 1, pageSize: 50, country: 'en', sort },
    })
    return (body.result as { result: { data: Row[] } }).result.data
  }
  const sold = (rows: readonly Row[]) => rows.map(({ monthSold }) => Number(monthSold))
  const least = sold(await search('{"monthSold":"asc"}'))
  expect(least.length).toBeGreaterThan(5)
  expect(least).toEqual(rising(least))
  const most = sold(await search('{"monthSold":"desc"}'))
  expect(most).toEqual(falling(most))
})

test('a field that no list knows leaves the best sellers first', async () => {
  const ids = (rows: readonly Row[]) => rows.map(({ offerId }) => offerId)
  expect(ids(await groupBuy({ sortByField: 'toString' }))).toEqual(ids(await groupBuy({})))
  expect(ids(await pool({ sortField: 'constructor' }))).toEqual(ids(await pool({})))
})
