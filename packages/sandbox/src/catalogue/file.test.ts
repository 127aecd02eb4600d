import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { catalogue } from './index.ts'
import { fenOf } from './yuan.ts'

const folder = mkdtempSync(join(tmpdir(), 'offers-'))
afterAll(() => rmSync(folder, { recursive: true }))

const entry = {
  offerId: '816731226821',
  category: 'jewelry',
  subject: '开口戒指',
  subjectEn: 'Open ring',
  imageUrl: 'https://cbu01.alicdn.com/img/ibank/O1CN013W4pkC_!!1968207147-0-cib.jpg',
  priceMinYuan: '13.8',
  priceMaxYuan: '19.83',
  minOrderQuantity: 2,
  soldLast90Days: 5,
  goodsScore: null,
  goldManufacturer: true,
  verified: true,
  freeShipping: true,
  hot: false,
}

function load(entries: unknown) {
  const offersFile = join(folder, 'offers.json')
  writeFileSync(offersFile, typeof entries === 'string' ? entries : JSON.stringify(entries))
  return catalogue({ offersFile })
}

test('an entry keeps what the file says and gets supplier, SKUs, freight and services by rule', () => {
  const [offer] = load([entry])
  expect(offer).toMatchObject({
    offerId: 816731226821,
    subject: '开口戒指',
    subjectEn: 'Open ring',
    images: expect.arrayContaining(['img/ibank/O1CN013W4pkC_!!1968207147-0-cib.jpg']),
    supplier: { memberId: 'b2b-1968207147', superFactory: true, powerfulMerchant: true },
    quoteType: 1,
    minOrderQuantity: 2,
    soldLast90Days: 5,
    freight: { dropshipFree: true },
    services: { sevenDayReturn: true, selected: false },
    dropship: true,
    status: 'published',
  })
  const prices = offer?.skus.map((sku) => sku.consignFen) ?? []
  expect([Math.min(...prices), Math.max(...prices)]).toEqual([1380, 1983])
})

test('ranges, tags, firm and place of an entry stand as the file says', () => {
  const [offer] = load([
    {
      ...entry,
      priceMaxYuan: '13.8',
      priceTiers: [
        { from: 2, priceYuan: '13.80' },
        { from: 100, priceYuan: '13.00' },
      ],
      tags: ['24小时发货', '包邮'],
      shipsFrom: ['河北', '保定市'],
      supplier: { company: '保定甲乙有限公司', superFactory: false },
    },
  ])
  expect(offer?.tiers).toEqual([
    { startQuantity: 2, fen: 1380 },
    { startQuantity: 100, fen: 1300 },
  ])
  expect(offer?.supplier).toMatchObject({
    companyName: '保定甲乙有限公司',
    province: '河北',
    city: '保定市',
  })
  expect(offer?.services.shipHours).toBe(24)
})

test('an offer with a large minimum takes no dropship orders', () => {
  expect(load([{ ...entry, minOrderQuantity: 100 }])[0]?.dropship).toBe(false)
})

test.each([
  ['no JSON', '[{', /offers\.json: not JSON/],
  ['an object', { offers: [] }, /not a list of offers/],
  ['an empty list', [], /an empty list/],
  ['an entry that is a text', [entry, 'x'], /entry 1: not an object/],
  ['a missing title', [{ ...entry, subject: '' }], /entry 0 \(offerId 816731226821\): subject/],
  [
    'a price in words',
    [{ ...entry, priceMinYuan: '12,5' }],
    /priceMinYuan: "12,5" is not an amount/,
  ],
  ['a price of three decimals', [{ ...entry, priceMaxYuan: '19.999' }], /priceMaxYuan/],
  ['a price as a number', [{ ...entry, priceMinYuan: 13.8 }], /priceMinYuan/],
  ['a price of nothing', [{ ...entry, priceMinYuan: '0.00' }], /a price of 0/],
  ['prices the wrong way round', [{ ...entry, priceMaxYuan: '1.0' }], /below priceMinYuan/],
  ['a minimum of nothing', [{ ...entry, minOrderQuantity: 0 }], /minOrderQuantity/],
  ['a picture from elsewhere', [{ ...entry, imageUrl: '/cat.png' }], /imageUrl/],
  ['an offer twice', [entry, entry], /entry 1 .*offerId is that of entry 0/],
  [
    'ranges that rise',
    [
      {
        ...entry,
        priceTiers: [
          { from: 1, priceYuan: '1.0' },
          { from: 9, priceYuan: '2.0' },
        ],
      },
    ],
    /priceTiers\[1\]/,
  ],
])('a file with %s is refused with the entry and the field named', (_, entries, message) => {
  expect(() => load(entries)).toThrow(message)
})

test('a file that is not there is named in the error', () => {
  expect(() => catalogue({ offersFile: join(folder, 'none.json') })).toThrow(
    /none\.json.*cannot be read/,
  )
})

test('yuan become fen without a rounding error', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (fen) => {
      const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
      return fenOf(yuan) === fen
    }),
  )
  expect([fenOf('13.8'), fenOf('13'), fenOf('0.05')]).toEqual([1380, 1300, 5])
})
