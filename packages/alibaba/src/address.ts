import { type ParsedAddress, type Region, readContact } from '@xiaopu/domain'
import type { InferOutput } from 'valibot'
import { apis } from './apis.ts'
import { refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { AreaAnswer, type AreaNode, ParseAnswer } from './wire/address.ts'

type Found = NonNullable<InferOutput<typeof ParseAnswer>['result']>

const fields = ['name', 'phone', 'province', 'city', 'district', 'regionCode', 'street'] as const

/**
 * Name and phone by our own rules, the place by the platform's, which alone knows all its district
 * codes. A name only the platform recognises is taken from it. Nothing readable is an empty address.
 */
export async function parseAddress(platform: Platform1688, text: string): Promise<ParsedAddress> {
  const contact = readContact(text)
  // With the name beside it: without one the platform may take a street for the name (文三路).
  const place = contact.rest && [contact.name, contact.rest].filter(Boolean).join(' ')
  const found = await findPlace(platform, place)
  const name = contact.name ?? found.fullName
  const phone = contact.phone ?? found.mobile ?? found.phone
  const address = {
    ...(name && { name }),
    ...(phone && { phone }),
    ...(await readPlace(platform, found)),
  }
  return { address, missing: fields.filter((field) => address[field] === undefined) }
}

async function findPlace({ api }: Platform1688, addressInfo: string): Promise<Found> {
  if (addressInfo === '') return {}
  const answer = await api.call(apis.parseAddress, { addressInfo }, ParseAnswer)
  // A text that names no place is answered as an error; for us it is a place still to be said.
  return answer.result ?? {}
}

/** `addressCodeText` is `四川省 成都市 武侯区`; a place that has districts but names none is not complete. */
async function readPlace(
  platform: Platform1688,
  { addressCode, addressCodeText, address }: Found,
): Promise<ParsedAddress['address']> {
  const names = (addressCodeText ?? '').split(/\s+/).filter((name) => name !== '')
  const [province, city] = names
  const isWhole = addressCode !== undefined && (await isLeaf(platform, addressCode, names.length))
  const street = withoutRegions(address ?? '', names)
  return {
    ...(province && { province }),
    ...(city && { city }),
    ...(isWhole && { district: names[2] ?? '', regionCode: addressCode }),
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
  const params = { areaCode: parentCode, webSite: '1688' }
  const answer = await api.call(apis.areaChildren, params, AreaAnswer)
  if (answer.errorCode) throw refusal(apis.areaChildren, answer)
  return answer.result.map(toRegion)
}

const toRegion = ({ code, name, children }: InferOutput<typeof AreaNode>): Region => ({
  code,
  name,
  // Where the answer does not list them: GB/T 2260 ends in 00 above the districts.
  hasChildren: children ? children.length > 0 : code.endsWith('00'),
})
