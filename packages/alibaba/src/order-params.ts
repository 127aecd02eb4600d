import type { Address, PlatformLine } from '@xiaopu/domain'

/**
 * `addressParam` by district code, which outranks the text. Phones are digits and hyphens; a mobile
 * number goes into `mobile`, a landline into `phone`. Post codes are not asked for any more.
 */
export function addressParam(address: Address): object {
  const isMobile = /^1\d{10}$/.test(address.phone)
  return {
    districtCode: address.regionCode,
    provinceText: address.province,
    cityText: address.city,
    areaText: address.district,
    address: address.street,
    fullName: address.name,
    ...(isMobile ? { mobile: address.phone } : { phone: address.phone }),
    postCode: '000000',
  }
}

/** One line of `cargoParamList`; `specId` is left out where the offer has no variants. */
export function cargoParam(line: PlatformLine): object {
  return {
    offerId: BigInt(line.offerId),
    ...(line.specId && { specId: line.specId }),
    quantity: line.quantity,
  }
}

/** The distribution flow: dropship price, one piece. Preview and create must name the same. */
export const flow = 'fenxiao'

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
