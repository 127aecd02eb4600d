/** A parcel as the platform behind a mini-program is told of it. */
export interface ReportedParcel {
  /** The carrier as 1688 calls it. */
  readonly carrier: string
  readonly number: string
  /** What is in it, in the buyer's words. */
  readonly goods: string
}

/** All that is known of the parcels of one payment. */
export interface ShippingReport {
  readonly outTradeNo: string
  readonly payer: string
  readonly parcels: readonly ReportedParcel[]
  /** Nothing more follows. */
  readonly isComplete: boolean
  /** The recipient's phone, masked; some carriers want its last four digits. */
  readonly phone: string
  /** RFC 3339 */
  readonly at: string
}

/** WeChat's codes of carriers, by what 1688 calls them. */
const wechatCarriers: readonly (readonly [RegExp, string])[] = [
  [/顺丰|^SF/i, 'SF'],
  [/中通|^ZTO/i, 'ZTO'],
  [/圆通|^YTO/i, 'YTO'],
  [/申通|^STO/i, 'STO'],
  [/韵达|^YUNDA|^YD$/i, 'YD'],
  [/京东|^JD/i, 'JD'],
  [/极兔|^JTSD/i, 'JTSD'],
  [/德邦|^DBL/i, 'DBL'],
  [/百世|^HTKY/i, 'HTKY'],
  [/EMS/i, 'EMS'],
  [/邮政/, 'YZPY'],
]

/** WeChat's code of a carrier; undefined for one that it is not known to have. */
export function wechatCarrier(carrier: string): string | undefined {
  return wechatCarriers.find(([name]) => name.test(carrier))?.[1]
}
