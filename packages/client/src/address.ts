import type { Address, AddressField, ParsedAddress } from '@xiaopu/domain'
import { type Bound, buyer } from './call.ts'
import type { Client } from './client.ts'

export { chooseRegion, type RegionLevel, type RegionLists, regionLists } from './regions.ts'

/** An address as far as the buyer has come; empty text where nothing is said yet. */
export type AddressDraft = Record<AddressField, string>

export const emptyDraft: AddressDraft = {
  name: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  regionCode: '',
  street: '',
}

/** In the order in which a form asks for them. */
export const formFields = ['name', 'phone', 'regionCode', 'street'] as const
export type FormField = (typeof formFields)[number]

/**
 * The fields that the gateway would refuse: the same rules as the domain's `Address`, without its
 * schema library. A test holds the two together.
 */
export function wrongFields(draft: AddressDraft): FormField[] {
  const { name, phone, province, city, district, regionCode, street } = tidy(draft)
  const isWrong: Record<FormField, boolean> = {
    name: name.length < 2 || name.length > 30,
    phone: !/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(phone),
    regionCode:
      !/^\d{6}$/.test(regionCode) ||
      [province, city].some((part) => part.length < 1 || part.length > 30) ||
      district.length > 30,
    street: street.length < 1 || street.length > 200,
  }
  return formFields.filter((field) => isWrong[field])
}

/** Without the blanks that typing and pasting leave behind: `138 0013 8000`, `+86 138…`. */
export function tidy(draft: AddressDraft): Address {
  const trimmed = Object.fromEntries(
    Object.entries(draft).map(([field, text]) => [field, text.trim()]),
  ) as AddressDraft
  const phone = trimmed.phone.replace(/[\s()（）]/g, '').replace(/^(?:\+|00)86-?/, '')
  return { ...trimmed, phone: /^1[\d-]+$/.test(phone) ? phone.replace(/-/g, '') : phone }
}

/** What was read from a pasted text, over what was there; a region counts as a whole. */
export function mergeParsed(draft: AddressDraft, { address }: ParsedAddress): AddressDraft {
  const { name, phone, street, province } = address
  const region = province
    ? {
        province,
        city: address.city || '',
        district: address.district || '',
        regionCode: address.regionCode || '',
      }
    : {}
  return {
    ...draft,
    ...(name && { name }),
    ...(phone && { phone }),
    ...(street && { street }),
    ...region,
  }
}

export function readDraft(stored: string | undefined): AddressDraft {
  try {
    const value: unknown = JSON.parse(stored || 'null')
    if (typeof value !== 'object' || value === null) return emptyDraft
    const known = Object.entries(value).filter(
      ([field, text]) => field in emptyDraft && typeof text === 'string',
    )
    return { ...emptyDraft, ...Object.fromEntries(known) }
  } catch {
    return emptyDraft
  }
}

/** What a buyer may ask about where her order goes. Apart, so that a card need not carry it. */
export const orderAddressCalls = {
  /**
   * Send an order elsewhere for the same freight: until its goods are being bought, or once where a
   * supplier cannot send to its address.
   */
  change: buyer<'orders.changeAddress'>('POST', '/v1/orders/:order/address', 'body', 'key'),
}

/**
 * Sends placed orders elsewhere, at a client's shop; each call answers the order as it then is.
 * `order.addressChange` says whether that is possible.
 *
 * @example
 * const { addressChange } = await orderAddress(client).change(order.id, { address }, { token })
 */
export function orderAddress(client: Client): Bound<typeof orderAddressCalls> {
  return client.bind(orderAddressCalls)
}
