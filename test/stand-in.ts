import { fen, type Offer, type Platform, ShopError } from '@xiaopu/domain'
import { catalogue, pictureHost } from '../packages/sandbox/src/catalogue/index.ts'

/** The sandbox's goods behind `Platform`, without its protocol: reading only. */
export function standInPlatform(now: () => number): Platform {
  const goods = new Map(catalogue().map((good) => [String(good.offerId), good]))
  const refuse = async () => {
    throw new ShopError('PLATFORM_BUSY')
  }
  return {
    name: '1688',
    async search({ keyword = '', page, pageSize }) {
      const hits = [...goods.values()].filter((good) => good.subject.includes(keyword))
      return {
        total: hits.length,
        offers: hits.slice((page - 1) * pageSize, page * pageSize).map((good) => ({
          platform: '1688' as const,
          offerId: String(good.offerId),
          title: good.subject,
          imageUrl: pictureHost + good.images[0],
          cost: fen(good.consignFen),
          sold90Days: good.soldLast90Days,
          labels: [],
        })),
      }
    },
    async offer(offerId) {
      const good = goods.get(offerId)
      return good && toOffer(good, now())
    },
    relate: async () => {},
    parseAddress: refuse,
    regions: refuse,
    preview: refuse,
    place: refuse,
    find: refuse,
    purchase: refuse,
    pay: refuse,
    cancel: refuse,
    confirmReceipt: refuse,
    parcels: refuse,
    readMessage() {
      throw new ShopError('MESSAGE_NOT_GENUINE')
    },
  }
}

type Good = ReturnType<typeof catalogue>[number]

function toOffer(good: Good, now: number): Offer {
  const validUntil = new Date(now + 72 * 3_600_000).toISOString()
  const suggested = (retail: number | undefined) => (retail ? { suggestedPrice: fen(retail) } : {})
  return {
    platform: '1688',
    offerId: String(good.offerId),
    state: good.status === 'published' ? 'online' : 'offline',
    title: good.subject,
    blocks: [{ kind: 'text', text: good.subject }],
    images: good.images.map((path) => pictureHost + path),
    category: { id: String(good.categoryId), name: good.categoryName },
    attributes: [...good.attributes],
    supplier: { id: good.supplier.loginId, name: good.supplier.companyName },
    dropship: good.dropship,
    minQuantity: good.dropshipMinimum,
    unit: good.unit,
    tiers: good.tiers.map((tier) => ({ fromQuantity: tier.startQuantity, cost: fen(tier.fen) })),
    skus:
      good.skus.length === 0
        ? [
            {
              skuId: String(good.offerId),
              properties: [],
              cost: fen(good.consignFen),
              ...suggested(good.retailFen),
              stock: good.stockWithoutSku,
            },
          ]
        : good.skus.map((sku) => ({
            skuId: String(sku.skuId),
            specId: sku.specId,
            properties: sku.properties.map(({ name, value, image }) => ({
              name,
              value,
              ...(image && { imageUrl: pictureHost + image }),
            })),
            cost: fen(sku.consignFen),
            ...suggested(sku.retailFen),
            stock: sku.stock,
          })),
    freePostage: good.freight.dropshipFree,
    shipWithinHours: good.services.shipHours,
    labels:
      good.services.shipHours === 24 ? [{ kind: 'ship_24h', evidence: 'x=1', validUntil }] : [],
    capturedAt: new Date(now).toISOString(),
  }
}
