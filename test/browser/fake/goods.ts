import { fen, type ListingDetail, type ListingSku, newId, type Region } from '@xiaopu/domain'

let count = 0
/** Ids that look like a gateway's and are the same in every run. */
export function fixedId(kind: Parameters<typeof newId>[0]): string {
  count += 1
  return newId(kind, Date.UTC(2026, 10, 24), new Uint8Array(16).fill(count))
}

const picture = (colour: string, shape: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320" viewBox="0 0 320 320"><rect width="320" height="320" fill="${colour}"/>${shape}</svg>`,
  )}`

const cupPicture = picture(
  '#dfe7e3',
  '<rect x="96" y="92" width="112" height="140" rx="18" fill="#fff"/><path d="M208 120h22a28 28 0 0 1 0 76h-22" fill="none" stroke="#fff" stroke-width="16"/>',
)
const boxPicture = picture(
  '#f1e4d3',
  '<rect x="70" y="110" width="180" height="110" rx="12" fill="#b98b5e"/><path d="M70 150h180" stroke="#fff" stroke-width="6"/>',
)

function sku(value: string, amount: number, stock: number): ListingSku {
  const properties = [{ name: '颜色', value }]
  return { skuId: fixedId('sku'), properties, price: fen(amount), stock }
}

function listing(title: string, imageUrl: string, skus: ListingSku[]): ListingDetail {
  const amounts = skus.map(({ price }) => price.amount)
  return {
    id: fixedId('listing'),
    state: 'on-sale',
    title,
    imageUrl,
    price: { min: fen(Math.min(...amounts)), max: fen(Math.max(...amounts)) },
    labels: ['ship_24h', 'free_return'],
    freePostage: false,
    shipWithinHours: 24,
    minQuantity: 1,
    unit: '个',
    skus,
    images: [imageUrl],
    attributes: [{ name: '材质', value: '陶瓷' }],
    blocks: [{ kind: 'text', text: '每一只都是手工上釉。' }],
  }
}

export const cup = listing('手工陶瓷马克杯 大容量早餐咖啡杯 哑光釉面', cupPicture, [
  sku('奶白色', 1990, 120),
  sku('雾蓝色', 2190, 2),
])
export const box = listing('桌面收纳盒 抽屉式', boxPicture, [sku('原木色', 3590, 40)])
export const goods = [cup, box]

const region = (code: string, name: string): Region => ({
  code,
  name,
  hasChildren: !/[1-9]\d?$/.test(code) || code.endsWith('00'),
})

/** A few regions of GB/T 2260. */
export const regions: Readonly<Record<string, readonly Region[]>> = {
  '': [region('110000', '北京市'), region('330000', '浙江省'), region('810000', '香港特别行政区')],
  '110000': [region('110100', '北京市')],
  '110100': [region('110105', '朝阳区'), region('110108', '海淀区')],
  '330000': [region('330100', '杭州市'), region('330200', '宁波市')],
  '330100': [region('330102', '上城区'), region('330106', '西湖区')],
  '330200': [region('330203', '海曙区')],
}
