import type { Region } from '@xiaopu/domain'
import type { AddressDraft } from './address.ts'
import type { Client } from './client.ts'

/** What a region is chosen by, the largest first. */
export type RegionLevel = 'province' | 'city' | 'district'

export type RegionLists = Readonly<Record<RegionLevel, readonly Region[]>>

const lists = new WeakMap<Client, Map<string, Promise<readonly Region[]>>>()

/** The children of a region, or the provinces; each is asked for once a page. */
function regionsOf(client: Client, parent: string): Promise<readonly Region[]> {
  const known = lists.get(client) || new Map<string, Promise<readonly Region[]>>()
  lists.set(client, known)
  const listed = known.get(parent) || read(client, parent)
  known.set(parent, listed)
  listed.catch(() => known.delete(parent))
  return listed
}

async function read(client: Client, parent: string): Promise<readonly Region[]> {
  return (await client.regions.list(parent ? { parent } : {})).regions
}

/** The lists that a draft opens: all provinces, the cities of its province, the city's districts. */
export async function regionLists(client: Client, draft: AddressDraft): Promise<RegionLists> {
  const province = await regionsOf(client, '')
  const city = await childrenOf(client, province, draft.province)
  const district = await childrenOf(client, city, draft.city)
  return { province, city, district }
}

async function childrenOf(client: Client, among: readonly Region[], name: string) {
  const region = among.find((each) => each.name === name)
  return region?.hasChildren ? regionsOf(client, region.code) : []
}

/** A draft in which a region was chosen; what lay below the old one is forgotten. */
export function chooseRegion(
  draft: AddressDraft,
  level: RegionLevel,
  region: Region | undefined,
): AddressDraft {
  const name = region?.name || ''
  // A city without districts, or a province without cities, is already the whole region.
  const code = region && !region.hasChildren ? region.code : ''
  if (level === 'district') return { ...draft, district: name, regionCode: code }
  if (level === 'city') return { ...draft, city: name, district: '', regionCode: code }
  return { ...draft, province: name, city: code && name, district: '', regionCode: code }
}
