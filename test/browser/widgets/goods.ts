import type { ListingDetail, ListingSku, ListingView, Money, ShopView } from '@xiaopu/domain'

export const shopKey = 'xpk_test'

/** Ids that look real and can be told apart: `lst_000…07`. */
export function idOf(prefix: 'lst' | 'sku' | 'crt' | 'lin', number: number): string {
  return `${prefix}_${String(number).padStart(26, '0')}`
}

export const yuan = (amount: number): Money => ({
  amount: Math.round(amount * 100),
  currency: 'CNY',
})

const titles = [
  '日式粗陶马克杯 手工复古咖啡杯 办公室家用水杯',
  '新疆长绒棉四件套 全棉纯色床单被套',
  '儿童防滑拖鞋夏季新款软底卡通凉拖',
  '竹制砧板家用加厚双面切菜板',
  '硅胶折叠水壶户外便携旅行杯',
  '桌面收纳盒抽屉式化妆品置物架',
]

/** A listing without choices; `changes` make it into whatever a test needs. */
export function listing(number: number, changes: Partial<ListingView> = {}): ListingView {
  const price = yuan(9.9 + number * 3)
  return {
    id: idOf('lst', number),
    state: 'on-sale',
    title: titles[number % titles.length] ?? '',
    imageUrl: `/pictures/${number}.svg`,
    price: { min: price, max: price },
    anchor: { price: yuan(19.9 + number * 5), basis: 'suggested' },
    labels: ['ship_48h', 'free_return'],
    freePostage: true,
    shipWithinHours: 48,
    minQuantity: 1,
    unit: '件',
    skus: [{ skuId: idOf('sku', number * 100), properties: [], price, stock: 200 }],
    ...changes,
  }
}

/** Colours and sizes: blue is sold out in M, red does not come in L. */
export function shirt(number: number): ListingView {
  const colours = ['白色', '蓝色', '红色']
  const sizes = ['S', 'M', 'L']
  const skus = colours.flatMap((colour, c) =>
    sizes.flatMap((size, s): ListingSku[] => {
      if (colour === '红色' && size === 'L') return []
      return [
        {
          skuId: idOf('sku', number * 100 + c * 10 + s),
          properties: [
            { name: '颜色', value: colour, imageUrl: `/pictures/${c + 1}.svg` },
            { name: '尺码', value: size },
          ],
          price: yuan(29.9 + s * 2),
          stock: colour === '蓝色' && size === 'M' ? 0 : 5 + s,
        },
      ]
    }),
  )
  return listing(number, {
    title: '圆领短袖纯棉T恤 男女同款基础打底衫',
    price: { min: yuan(29.9), max: yuan(33.9) },
    anchor: { price: yuan(59), basis: 'suggested' },
    skus,
  })
}

export function detail(view: ListingView): ListingDetail {
  return {
    ...view,
    images: [1, 2, 3].map((picture) => `/pictures/${picture}.svg`),
    attributes: [
      { name: '材质', value: '粗陶' },
      { name: '容量', value: '350 毫升' },
      { name: '产地', value: '江西景德镇' },
    ],
    blocks: [
      { kind: 'text', text: '每只杯子都是手工拉坯，釉色略有不同。\n可进洗碗机和微波炉。' },
      { kind: 'image', url: '/pictures/4.svg' },
    ],
  }
}

export const shopView = (gateway: string): ShopView => ({
  slug: 'aunt-wang',
  name: '王阿姨小铺',
  state: 'open',
  theme: {},
  url: `${gateway}/shop/aunt-wang`,
})
