import { type Address, type PlatformLine, type PurchaseLine, ShopError } from '@xiaopu/domain'
import { demand, longOf } from './demand.ts'

/**
 * Which contract a purchase is made under; flows differ in price and in protection, so preview and
 * create must name the same. Source: `alibaba.createOrder.preview` `[doc]`, `ttpft` `[code]`.
 *
 * - `general`: wholesale tiers and minimums
 * - `fenxiao`: distribution, one-piece price
 * - `saleproxy`: the same, and the relation with the supplier is verified
 * - `ttpft`, `boutiquefenxiao`, `boutiquepifa`: selected pool, its one-piece and its wholesale price
 * - `paired`: group-buy; needs the offer to take part
 * - `repurchase`: a contract with the supplier
 * - `proxy`: split payment; needs a settlement record
 */
export const flows = [
  'general',
  'fenxiao',
  'saleproxy',
  'ttpft',
  'boutiquefenxiao',
  'boutiquepifa',
  'paired',
  'repurchase',
  'proxy',
] as const
export type Flow = (typeof flows)[number]

/** Where an order goes: an address, or one that the account has saved. */
export type Destination =
  | (Address & {
      /** Of a place outside China, as `readOverseasAddress` names it. */
      readonly addressCode?: string
    })
  | { readonly addressId: string }

/** Streets over 200 and names below 2 characters are refused. Source: `alibaba.trade.fast.address` `[doc]`. */
const longestStreet = 200

/**
 * `addressParam` by saved address or by district code, which outranks the text. Phones are digits and
 * hyphens; a mobile number goes into `mobile`, a landline into `phone`. Post codes are not asked for.
 *
 * @throws ShopError ADDRESS_INCOMPLETE with the field
 */
export function addressParam(to: Destination): object {
  if ('addressId' in to) return { addressId: longOf('addressId', to.addressId) }
  const { name, phone, street } = to
  complete(name.trim().length >= 2, 'name')
  complete(/^\+?[\d-]{5,20}$/.test(phone), 'phone')
  complete(street.trim() !== '' && street.length <= longestStreet, 'street')
  const isMobile = /^1\d{10}$/.test(phone)
  return {
    districtCode: to.regionCode,
    provinceText: to.province,
    cityText: to.city,
    areaText: to.district,
    address: street,
    fullName: name,
    ...(isMobile ? { mobile: phone } : { phone }),
    postCode: '000000',
    ...(to.addressCode && { addressCode: to.addressCode }),
  }
}

function complete(holds: boolean, field: string): void {
  if (!holds) throw new ShopError('ADDRESS_INCOMPLETE', { class: 'address', field })
}

/** The listings as `relate` registered them; the platform refuses halves. */
export interface SoldAs {
  readonly channel: string
  readonly shopId: string
}

/** `cargoParamList`; `specId` is left out where the offer has no variants. */
export function cargoParams(
  lines: readonly PurchaseLine[],
  most: number,
  soldAs?: SoldAs,
): object[] {
  demand(lines.length >= 1 && lines.length <= most, 'lines', `1 to ${most} lines`)
  return lines.map(({ offerId, specId, quantity, listingId }, index) => {
    if (!Number.isSafeInteger(quantity) || quantity < 1) {
      throw new ShopError('QUANTITY_INVALID', { class: 'rule', field: `lines[${index}].quantity` })
    }
    return {
      offerId: longOf(`lines[${index}].offerId`, offerId),
      ...(specId && { specId }),
      quantity,
      ...(soldAs &&
        listingId && {
          channel: soldAs.channel,
          outShopCode: soldAs.shopId,
          outItemCode: listingId,
        }),
    }
  })
}

/** The distribution flow: dropship price, one piece. Preview and create must name the same. */
export const usualFlow: Flow = 'fenxiao'

/** Whether two lists of lines order the same goods, in whatever order. */
export function sameLines(a: readonly PlatformLine[], b: readonly PlatformLine[]): boolean {
  return keyOf(a) === keyOf(b)
}

function keyOf(lines: readonly PlatformLine[]): string {
  const quantities = new Map<string, number>()
  for (const { offerId, specId = '', quantity } of lines) {
    const key = `${offerId}/${specId}`
    quantities.set(key, (quantities.get(key) ?? 0) + quantity)
  }
  return [...quantities]
    .map(([key, quantity]) => `${key}x${quantity}`)
    .sort()
    .join(',')
}
