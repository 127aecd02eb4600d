import type { SandboxOffer, SandboxSupplier } from './catalogue/offer.ts'

const yiwu: SandboxSupplier = {
  memberId: 'b2b-1676547900',
  userId: 1676547900,
  loginId: '义乌市晨光百货',
  companyName: '义乌市晨光日用百货有限公司',
  province: '浙江省',
  city: '金华市',
  superFactory: true,
  powerfulMerchant: true,
}
const shantou: SandboxSupplier = {
  ...yiwu,
  memberId: 'b2b-2207341188',
  userId: 2207341188,
  loginId: '汕头市优品服饰',
  companyName: '汕头市优品服饰厂',
  province: '广东省',
  city: '汕头市',
  superFactory: false,
}

/** ¥6 for the first kilogram and ¥2 for each further one, more to the far west, nothing to Tibet. */
const byWeight: SandboxOffer['freight'] = {
  templateId: 12345678,
  dropshipFree: false,
  unitWeightGrams: 400,
  rates: [
    { provinces: ['65', '63'], firstGrams: 1000, firstFen: 1500, nextGrams: 1000, nextFen: 1000 },
    { provinces: [], firstGrams: 1000, firstFen: 600, nextGrams: 1000, nextFen: 200 },
  ],
  notServed: ['54'],
}

const cup: SandboxOffer = {
  offerId: 712340056781,
  supplier: yiwu,
  subject: '便携304不锈钢保温杯 大容量水杯',
  subjectEn: 'Portable stainless steel vacuum cup',
  description: '<p>304不锈钢内胆</p><img src="https://cbu01.alicdn.com/img/ibank/cup-1.jpg">',
  categoryId: 1035261,
  categoryName: '保温杯',
  images: ['img/ibank/cup-1.jpg', 'img/ibank/cup-2.jpg'],
  attributes: [{ name: '材质', value: '304不锈钢' }],
  skus: ['白色', '黑色', '樱花粉'].map((colour, index) => ({
    skuId: 5120034478811 + index,
    specId: `9c1f0a7be2d84c5f8a36d07b41e5f90${index}`,
    properties: [{ name: '颜色', value: colour }],
    fen: 2190,
    consignFen: 2590,
    retailFen: 4990,
    stock: index === 2 ? 0 : 100,
    cargoNumber: `CUP-${index}`,
  })),
  stockWithoutSku: 0,
  quoteType: 1,
  tiers: [{ startQuantity: 2, fen: 2190 }],
  consignFen: 2590,
  retailFen: 4990,
  minOrderQuantity: 2,
  dropshipMinimum: 1,
  batchNumber: 1,
  unit: '个',
  freight: byWeight,
  services: {
    shipHours: 48,
    sevenDayReturn: true,
    selected: true,
    protections: ['ssbxsfh', 'qtwlybt'],
  },
  status: 'published',
  dropship: true,
  soldLast90Days: 4321,
  createdAt: '2025-03-01T02:00:00Z',
}

const bag: SandboxOffer = {
  ...cup,
  offerId: 712340056792,
  subject: '帆布袋 大容量单肩购物袋',
  subjectEn: 'Canvas shopping bag',
  categoryId: 1046447,
  categoryName: '帆布包',
  images: ['img/ibank/bag-1.jpg'],
  skus: [],
  stockWithoutSku: 500,
  quoteType: 0,
  tiers: [
    { startQuantity: 10, fen: 450 },
    { startQuantity: 100, fen: 390 },
  ],
  consignFen: 580,
  minOrderQuantity: 10,
  freight: { ...byWeight, unitWeightGrams: 150 },
  services: { shipHours: 24, sevenDayReturn: false, selected: false, protections: [] },
  soldLast90Days: 99,
}

const shirt: SandboxOffer = {
  ...cup,
  offerId: 712340056803,
  supplier: shantou,
  subject: '纯棉短袖T恤 宽松情侣款',
  subjectEn: 'Cotton T-shirt',
  categoryId: 1034256,
  categoryName: 'T恤',
  images: ['img/ibank/shirt-1.jpg'],
  skus: ['M', 'L'].map((size, index) => ({
    skuId: 5120034479900 + index,
    specId: `aa1f0a7be2d84c5f8a36d07b41e5f9a${index}`,
    properties: [
      { name: '颜色', value: '白色', image: 'img/ibank/shirt-white.jpg' },
      { name: '尺码', value: size },
    ],
    fen: 1500,
    consignFen: 1890,
    stock: 30,
  })),
  quoteType: 2,
  tiers: [
    { startQuantity: 3, fen: 1500 },
    { startQuantity: 20, fen: 1300 },
  ],
  consignFen: 1890,
  minOrderQuantity: 3,
  freight: { ...byWeight, templateId: 22345678, dropshipFree: true, unitWeightGrams: 220 },
  services: { shipHours: 72, sevenDayReturn: true, selected: false, protections: [] },
  soldLast90Days: 700,
}

/** Offers of known prices, stock and freight: what tests of the platform's rules count with. */
export const fixtureOffers: readonly SandboxOffer[] = [cup, bag, shirt]
export const fixture = { cup, bag, shirt }
