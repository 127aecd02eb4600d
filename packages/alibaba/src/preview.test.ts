import { expect, test } from 'vitest'
import { home, line, scripted } from './scripted.test.fixture.ts'

const request = { lines: [line], address: home }
const cargo = { offerId: 712340056781, specId: line.specId, amount: 51.8, finalUnitPrice: 25.9 }
const group = {
  status: true,
  sumPayment: 5780,
  sumCarriage: 600,
  tradeModeNameList: ['assureTrade'],
  cargoList: [cargo],
}

const preview = (answer: object) => scripted(() => answer).platform.preview(request)
const groups = (...list: object[]) => ({ success: true, orderPreviewResuslt: list })

test('groups count in fen, cargo in yuan', async () => {
  expect(await preview(groups(group))).toEqual({
    goods: { amount: 5180, currency: 'CNY' },
    freight: { amount: 600, currency: 'CNY' },
    costs: [{ amount: 2590, currency: 'CNY' }],
  })
})

test('discounts and fees are in what is paid', async () => {
  const { goods } = await preview(groups({ ...group, sumPayment: 5580, discountFee: 200 }))
  expect(goods.amount).toBe(4980)
})

test('an order that will be split adds up', async () => {
  const other = { ...group, sumPayment: 1000, sumCarriage: 0, cargoList: [] }
  const { goods, freight } = await preview(groups(group, other))
  expect([goods.amount, freight.amount]).toEqual([6180, 600])
})

test.each([
  ['yuan where fen were', { ...group, sumPayment: 57.8, sumCarriage: 6 }],
  ['a hundredth of the money', { ...group, sumPayment: 58, sumCarriage: 6 }],
  ['fen where yuan were', { ...group, cargoList: [{ ...cargo, finalUnitPrice: 2590 }] }],
  ['more freight than payment', { ...group, sumCarriage: 9999 }],
  ['a line that is not ours', { ...group, cargoList: [{ ...cargo, specId: 'b' }] }],
  ['no sum at all', { ...group, sumPayment: null }],
])('%s is nonsense: nothing is bought on it', async (_, answer) => {
  await expect(preview(groups(answer))).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
})

test.each([
  ['the whole', { success: false, errorCode: '500_004', errorMsg: 'x' }, 'OUT_OF_STOCK'],
  ['a group', groups({ ...group, status: false, resultCode: '500_001' }), 'OFFER_OFFLINE'],
  [
    'a line',
    groups({ ...group, status: false, cargoList: [{ ...cargo, resultCode: '500_005' }] }),
    'BELOW_MINIMUM',
  ],
  ['nobody knows why', { success: 'false', errorCode: 'X' }, 'PLATFORM_REFUSED'],
  ['no way to trade', groups({ ...group, tradeModeNameList: [] }), 'PLATFORM_REFUSED'],
  ['no group', groups(), 'PLATFORM_SCHEMA'],
])('refused because of %s', async (_, answer, code) => {
  await expect(preview(answer)).rejects.toMatchObject({ code })
})
