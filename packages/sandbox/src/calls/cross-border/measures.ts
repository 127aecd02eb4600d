import { hash } from '../../catalogue/chance.ts'
import type { SandboxOffer, SandboxSupplier } from '../../catalogue/offer.ts'
import type { JsonObject } from '../../json.ts'

/** A number of a thing that nothing else in this world says, the same every time; 0 to `most`. */
const drawn = (about: string, most: number): number => hash(about) % (most + 1)

const percent = (value: number): string => `${value}%`

/** Sales by span, from what was sold in 90 days. */
export const soldIn = (offer: SandboxOffer, days: number): number =>
  Math.round((offer.soldLast90Days * days) / 90)

/** Share of buyers who came back, `10%`. */
export const repurchaseRate = ({ offerId }: SandboxOffer): string =>
  percent(3 + drawn(`back ${offerId}`, 45))

/** Half are rated 5.0, the rest 3.9 to 4.9, as in the sample of real offers. */
export function tradeScore({ offerId }: SandboxOffer): string {
  const roll = drawn(`score ${offerId}`, 21)
  return roll > 10 ? '5.0' : (3.9 + roll / 10).toFixed(1)
}

/** Scores of a supplier, texts as documented [doc S1]; the figures are ours [sbx]. */
export function sellerData(supplier: SandboxSupplier): JsonObject {
  const score = (what: string): string =>
    (3.5 + drawn(`${what} ${supplier.memberId}`, 3) / 2).toFixed(1)
  return {
    tradeMedalLevel: String(1 + drawn(`medal ${supplier.memberId}`, 4)),
    compositeServiceScore: score('service'),
    logisticsExperienceScore: score('logistics'),
    disputeComplaintScore: score('dispute'),
    offerExperienceScore: score('offer'),
    consultingExperienceScore: score('chat'),
    afterSalesExperienceScore: score('after'),
    repeatPurchasePercent: percent(5 + drawn(`repeat ${supplier.memberId}`, 50)),
    collect30DayWithin48HPercent: percent(80 + drawn(`collect ${supplier.memberId}`, 20)),
    qualityRefundWithin30Day: percent(drawn(`refund ${supplier.memberId}`, 3)),
    tpYear: 1 + drawn(`years ${supplier.memberId}`, 14),
  }
}

/** `super_factory`, `powerful_merchants`, `tp_member`: who the seller is. */
export const sellerIdentities = (supplier: SandboxSupplier): readonly string[] => [
  ...(supplier.superFactory ? ['super_factory'] : []),
  ...(supplier.powerfulMerchant ? ['powerful_merchants'] : []),
  'tp_member',
]

/** How an offer has been shipped lately. */
export function shippingRecord(offer: SandboxOffer): JsonObject {
  const { offerId } = offer
  const good = (what: string): string => percent(90 + drawn(`${what} ${offerId}`, 10))
  return {
    ...guarantee(offer),
    perfectFulfillmentRate30d: good('perfect'),
    pickupWithin24hRate30d: good('pickup'),
    qualityReturnRate30d: percent(drawn(`return ${offerId}`, 4)),
    perfectFulfillmentRate7d: good('perfect7'),
    pickupWithin24hRate7d: good('pickup7'),
    delayedShippingRate7d: percent(drawn(`late ${offerId}`, 5)),
  }
}

/** `shippingTimeGuarantee` where one was given: absent for 72 hours. */
export const guarantee = ({ services }: SandboxOffer): JsonObject =>
  services.shipHours > 48 ? {} : { shippingTimeGuarantee: `shipIn${services.shipHours}Hours` }

export const invoiceInfo = (supplier: SandboxSupplier): JsonObject => ({
  supportOnlineInvoice: supplier.powerfulMerchant,
  supportFastInvoice: false,
  invoiceTypes: supplier.superFactory ? ['普票', '专票'] : ['普票'],
  taxpayerType: supplier.superFactory ? '一般纳税人' : '小规模纳税人',
})
