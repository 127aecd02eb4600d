import { expect, test } from 'vitest'
import { scripted } from './scripted.test.fixture.ts'

const query = { page: 2, pageSize: 100, keyword: '杯', categoryId: '1035261' }
const hit = {
  itemId: 712340056781,
  title: '保温杯',
  minPrice: 2590,
  maxPrice: 2990,
  imgUrl: 'img/ibank/a.jpg',
  salesCnt90d: 12,
  serviceList: [{ name: '48小时发货' }],
}
const summary = {
  platform: '1688',
  offerId: '712340056781',
  title: '保温杯',
  imageUrl: 'https://cbu01.alicdn.com/img/ibank/a.jpg',
  cost: { amount: 2590, currency: 'CNY' },
  sold90Days: 12,
  labels: ['48小时发货'],
}

test.each([
  ['nested', { result: { success: true, result: [hit], pageInfo: { totalRecords: 120 } } }],
  ['flat', { success: true, code: '200', result: [hit], pageInfo: { totalRecords: 120 } }],
])('the selected pool is read %s, prices in fen', async (_, answer) => {
  const { platform, heard } = scripted(() => answer)
  expect(await platform.search({ ...query, selected: true })).toEqual({
    offers: [summary],
    total: 120,
  })
  expect(heard[0]?.params).toMatchObject({ pageNum: '2', pageSize: '50', keyword: '杯' })
})

test.each([
  ['nested', { result: { success: false, code: 'X', message: 'no' } }],
  ['flat', { success: 'false', code: 'X', message: 'no' }],
])('a refusal of the pool is seen when it is %s', async (_, answer) => {
  const { platform } = scripted(() => answer)
  await expect(platform.search({ ...query, selected: true })).rejects.toMatchObject({
    code: 'PLATFORM_BUSY',
    detail: { platformCode: 'X' },
  })
})

test.each([['25.90'], [25.9], [{ price: '26.00', consignPrice: '25.90' }], [{ price: 25.9 }]])(
  'a keyword hit at %j costs ¥25.90',
  async (offerPrice) => {
    const { platform, heard } = scripted(() => ({
      success: true,
      result: [
        {
          offerId: '712340056781',
          subject: '<em>保温杯</em>',
          offerImage: { imageUrl: '//cbu01.alicdn.com/img/ibank/a.jpg' },
          offerPrice,
          offerTradeServiceInfo: [
            { serviceName: '48小时发货', enable: true },
            { serviceName: '7天无理由', enable: 'false' },
          ],
          offerHistoryTradeInfo: { soldQuantity90Days: '12' },
        },
        { offerId: 1, subject: 'no price' },
      ],
    }))
    expect(await platform.search(query)).toEqual({ offers: [summary], total: 2 })
    expect(heard[0]?.params.param).toBe(
      '{"keywords":"杯","categoryIds":[1035261],"pageNum":2,"pageSize":50}',
    )
  },
)
