import { hour, type Label, type LabelKind } from '@xiaopu/domain'
import type { ProductInfo } from './wire/offer.ts'

/** A claim read from an offer is trusted this long: suppliers change their services without notice. */
const validMillis = 72 * hour

interface Evidence {
  readonly kind: LabelKind
  readonly evidence: string
}

/**
 * The claims that the platform's own fields prove, with the field and value that prove them.
 * `same_source` and `same_quality` are never derived. Source: service labels and `buyerProtection`
 * codes, reference §3.9 (`qtwlybt` is read by its initials; `shbp` is *not* the return label).
 */
export function readLabels(product: ProductInfo, now: number): Label[] {
  const validUntil = new Date(now + validMillis).toISOString()
  const found = new Map<LabelKind, string>()
  for (const { kind, evidence } of evidences(product)) {
    if (!found.has(kind)) found.set(kind, evidence)
  }
  return [...found].map(([kind, evidence]) => ({ kind, evidence, validUntil }))
}

/** Hours within which the supplier promises to ship; 72 where nothing is promised. */
export function readShipHours(labels: readonly Label[]): 24 | 48 | 72 {
  if (labels.some((label) => label.kind === 'ship_24h')) return 24
  return labels.some((label) => label.kind === 'ship_48h') ? 48 : 72
}

function evidences(product: ProductInfo): Evidence[] {
  return [
    ...fromServices(product),
    ...fromProtection(product),
    ...fromGuarantee(product),
    ...fromPostage(product),
    ...fromPool(product),
    ...fromIdentities(product),
  ]
}

const serviceNames: readonly (readonly [RegExp, LabelKind])[] = [
  [/^24小时发货/, 'ship_24h'],
  [/^48小时发货/, 'ship_48h'],
  [/^7天无理由/, 'free_return'],
]

function fromServices(product: ProductInfo): Evidence[] {
  const lists = {
    serviceList: product.serviceList,
    serviceCapabilities: product.serviceCapabilities,
  }
  return Object.entries(lists).flatMap(([field, services]) =>
    services.flatMap(({ name, serviceName, enable }) => {
      const text = name ?? serviceName ?? ''
      const kind = serviceNames.find(([pattern]) => pattern.test(text))?.[1]
      return kind && enable !== false ? [{ kind, evidence: `${field}=${text}` }] : []
    }),
  )
}

const protections: Readonly<Record<string, LabelKind>> = {
  ssbxsfh: 'ship_48h',
  qtwlybt: 'free_return',
}

function fromProtection(product: ProductInfo): Evidence[] {
  const value = product.productExtendInfos.find((info) => info.key === 'buyerProtection')?.value
  return (value?.match(/[a-z\d]+/gi) ?? []).flatMap((code) => {
    const kind = Object.hasOwn(protections, code) ? protections[code] : undefined
    return kind ? [{ kind, evidence: `buyerProtection=${code}` }] : []
  })
}

function fromGuarantee({ productShippingInfo: shipping }: ProductInfo): Evidence[] {
  const promise = shipping?.shippingTimeGuarantee
  const evidence = `shippingTimeGuarantee=${promise}`
  if (promise === 'shipIn24Hours') return [{ kind: 'ship_24h', evidence }]
  return promise === 'shipIn48Hours' ? [{ kind: 'ship_48h', evidence }] : []
}

function fromPostage({
  productShippingInfo: shipping,
  productSaleInfo: sale,
}: ProductInfo): Evidence[] {
  const kind = 'free_shipping'
  if (shipping?.distributionFreePostage) return [{ kind, evidence: 'distributionFreePostage=true' }]
  if (shipping?.freightTemplateID === 1) return [{ kind, evidence: 'freightTemplateID=1' }]
  if (sale?.fenxiaoSaleInfo?.onePieceFreePostage) {
    return [{ kind, evidence: 'onePieceFreePostage=true' }]
  }
  return []
}

function fromPool(product: ProductInfo): Evidence[] {
  if (product.isJxhy) return [{ kind: 'selected', evidence: 'isJxhy=true' }]
  if (product.offerIdentities?.includes('yx')) {
    return [{ kind: 'selected', evidence: 'offerIdentities=yx' }]
  }
  const isPool = product.productBizGroupInfos?.some((g) => g.code === 'isTuanPiOffer' && g.support)
  return isPool ? [{ kind: 'selected', evidence: 'productBizGroupInfos=isTuanPiOffer' }] : []
}

function fromIdentities(product: ProductInfo): Evidence[] {
  const lists = {
    sellerIdentities: product.sellerIdentities,
    offerIdentities: product.offerIdentities,
  }
  return Object.entries(lists).flatMap(([field, list]) =>
    list?.includes('super_factory')
      ? [{ kind: 'factory_verified' as const, evidence: `${field}=super_factory` }]
      : [],
  )
}
