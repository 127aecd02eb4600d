import type { SandboxOffer, SandboxSupplier } from '@xiaopu/sandbox'

const supplier: SandboxSupplier = {
  memberId: 'b2b-1676547900',
  userId: 1676547900,
  loginId: '义乌市晨光百货',
  companyName: '义乌市晨光日用百货有限公司',
  province: '浙江省',
  city: '金华市',
  superFactory: true,
  powerfulMerchant: true,
}

const cup: SandboxOffer = {
  offerId: 712340056781,
  supplier,
  subject: '便携304不锈钢保温杯',
  description: '<p>304不锈钢内胆</p><img src="https://cbu01.alicdn.com/img/ibank/cup-1.jpg">',
  categoryId: 1035261,
  categoryName: '保温杯',
  images: ['img/ibank/cup-1.jpg', 'img/ibank/cup-2.jpg'],
  attributes: [{ name: '材质', value: '304不锈钢' }],
  skus: ['白色', '黑色', '樱花粉'].map((colour, index) => ({
    skuId: 5120034478811 + index,
    specId: `9c1f0a7be2d84c5f8a36d07b41e5f90${index}`,
    properties: [{ name: '颜色', value: colour, image: `img/ibank/cup-${index}.jpg` }],
    fen: 2190,
    consignFen: 2589 + index,
    retailFen: 4990,
    stock: index === 2 ? 0 : 100,
  })),
  stockWithoutSku: 0,
  quoteType: 1,
  tiers: [{ startQuantity: 2, fen: 2190 }],
  consignFen: 2589,
  retailFen: 4990,
  minOrderQuantity: 2,
  dropshipMinimum: 1,
  batchNumber: 1,
  unit: '个',
  freight: {
    templateId: 12345678,
    dropshipFree: false,
    unitWeightGrams: 400,
    rates: [{ provinces: [], firstGrams: 1000, firstFen: 601, nextGrams: 1000, nextFen: 203 }],
    notServed: [],
  },
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
  subject: '帆布单肩购物袋',
  images: ['img/ibank/bag-1.jpg'],
  skus: [],
  stockWithoutSku: 500,
  quoteType: 0,
  tiers: [{ startQuantity: 10, fen: 450 }],
  consignFen: 507,
  minOrderQuantity: 10,
  services: { shipHours: 24, sevenDayReturn: false, selected: false, protections: [] },
}

const box: SandboxOffer = {
  ...bag,
  offerId: 712340056803,
  subject: '塑料收纳箱 三个起',
  dropshipMinimum: 3,
  freight: { ...cup.freight, notServed: ['54'] },
}

/** Prices that do not divide, one supplier: with variants, without, and from three on but not to Tibet. */
export const stageOffers = { varied: cup, plain: bag, bulky: box }
