import { type ParsedAddress, type Region, readContact } from '@xiaopu/domain'
import type { PlaceFound } from './calls/addresses.ts'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'

const fields = ['name', 'phone', 'province', 'city', 'district', 'regionCode', 'street'] as const

/**
 * Name and phone by our own rules, the place by the platform's, which alone knows all its district
 * codes. A name only the platform recognises is taken from it. Nothing readable is an empty address;
 * where a person is read and no place, what is left stays as the street, for nobody to type again.
 */
export async function parseAddress(platform: Platform1688, text: string): Promise<ParsedAddress> {
  const contact = readContact(text)
  // With the name beside it: without one the platform may take a street for the name (文三路).
  const asked = contact.rest && [contact.name, contact.rest].filter(Boolean).join(' ')
  const found = await findPlace(platform, asked)
  const name = contact.name ?? found.name
  const phone = contact.phone ?? found.phone
  const place = await readPlace(platform, found)
  const street = place.province || !phone ? place.street : contact.rest
  const address = {
    ...(name && { name }),
    ...(phone && { phone }),
    ...place,
    ...(street && { street: withExtension(street, contact.extension) }),
  }
  return { address, missing: fields.filter((field) => address[field] === undefined) }
}

/** Couriers read it there: a phone has no room for it. */
function withExtension(street: string, extension: string | undefined): string {
  return extension && !street.includes(extension) ? `${street}（电话转${extension}）` : street
}

async function findPlace({ api }: Platform1688, text: string): Promise<PlaceFound> {
  return text === '' ? { places: [] } : api.run(calls.readAddress, { text })
}

/** A place that has districts but names none is not complete. */
async function readPlace(
  platform: Platform1688,
  { places, regionCode, street: told }: PlaceFound,
): Promise<ParsedAddress['address']> {
  const [province, city, district = ''] = places
  const isWhole = regionCode !== undefined && (await isLeaf(platform, regionCode, places.length))
  const street = withoutRegions(told ?? '', places)
  return {
    ...(province && { province }),
    ...(city && { city }),
    ...(isWhole && { district, regionCode }),
    ...(street && { street }),
  }
}

/** Cities like 东莞 have no districts: their own code is the last one. */
async function isLeaf(platform: Platform1688, code: string, depth: number): Promise<boolean> {
  if (depth >= 3) return true
  return depth === 2 && (await regions(platform, code)).length === 0
}

/** Some answers repeat the region in front of the street. */
function withoutRegions(address: string, names: readonly string[]): string {
  return names.reduce(
    (rest, name) => (rest.startsWith(name) ? rest.slice(name.length).trim() : rest),
    address.trim(),
  )
}

/** Children of a region, provinces without a code; empty where there are none. */
export async function regions({ api }: Platform1688, parentCode?: string): Promise<Region[]> {
  return api.run(calls.regions, parentCode === undefined ? {} : { parentCode })
}
