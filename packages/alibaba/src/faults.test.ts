import { expect, test } from 'vitest'
import { calls } from './calls/index.ts'
import { gatewayFault, refusal } from './faults.ts'

test.each([
  ['500_001', 'OFFER_OFFLINE'],
  ['500_002', 'PLATFORM_REFUSED'],
  ['500_003', 'SKU_NOT_FOUND'],
  ['500_004', 'OUT_OF_STOCK'],
  ['500_005', 'BELOW_MINIMUM'],
  ['500_006', 'BELOW_MINIMUM'],
  ['500_007', 'OFFER_NOT_DROPSHIPPABLE'],
  ['500_008', 'OFFER_OFFLINE'],
  ['500_009', 'BELOW_MINIMUM'],
  ['AREA_NOT_SUPPORTED', 'REGION_NOT_SERVED'],
])('the documented code %s is %s for preview and create', (errorCode, code) => {
  expect(refusal(calls.preview, { errorCode }).code).toBe(code)
  expect(refusal(calls.placeDistribution, { code: errorCode }).code).toBe(code)
})

test.each([
  ['712340056781 收货地区不在商品销售区域内', 'REGION_NOT_SERVED'],
  ['该商品不在配送范围内', 'REGION_NOT_SERVED'],
  ['商品712340056781不是精选货源商品', 'OFFER_NOT_DROPSHIPPABLE'],
  ['712340056781_9c1f 库存不足', 'OUT_OF_STOCK'],
  ['商品已下架', 'OFFER_OFFLINE'],
])('without a known code the words "%s" are %s', (message, code) => {
  expect(refusal(calls.placeDistribution, { code: 'X', message }).code).toBe(code)
})

test('an unknown refusal is a no to a preview, busy to a read and in doubt to a write', () => {
  const answer = { code: 'NEVER_SEEN', message: '系统开小差' }
  expect(refusal(calls.preview, answer).code).toBe('PLATFORM_REFUSED')
  expect(refusal(calls.order, answer).code).toBe('PLATFORM_BUSY')
  expect(refusal(calls.placeDistribution, answer).code).toBe('PLATFORM_IN_DOUBT')
})

test('names of object members are no platform codes', () => {
  expect(refusal(calls.placeDistribution, { code: 'constructor' }).code).toBe('PLATFORM_IN_DOUBT')
  expect(gatewayFault(calls.placeDistribution, 'constructor').code).toBe('PLATFORM_IN_DOUBT')
})

test('a failure names the call and the code, not the message', () => {
  const { detail } = refusal(calls.placeDistribution, {
    code: '500_004',
    message: '科华北路62号 库存不足',
  })
  expect(detail).toEqual({
    api: 'alibaba.trade.fenxiaoOrder.create',
    class: 'stock',
    platformCode: '500_004',
  })
})
