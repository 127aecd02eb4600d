import type { Client } from '@xiaopu/client'
import type { Region } from '@xiaopu/domain'
import { useEffect, useState } from '../render/index.ts'
import type { AddressDraft } from './address-draft.ts'
import type { CheckoutTexts } from './texts.ts'

type Level = 'province' | 'city' | 'district'
const levels: readonly Level[] = ['province', 'city', 'district']

type Lists = Readonly<Record<Level, readonly Region[]>>

const lists = new WeakMap<Client, Map<string, Promise<readonly Region[]>>>()

/** The children of a region, or the provinces; each is asked for once a page. */
function regionsOf(client: Client, parent: string): Promise<readonly Region[]> {
  const known = lists.get(client) ?? new Map<string, Promise<readonly Region[]>>()
  lists.set(client, known)
  const listed = known.get(parent) ?? read(client, parent)
  known.set(parent, listed)
  listed.catch(() => known.delete(parent))
  return listed
}

async function read(client: Client, parent: string): Promise<readonly Region[]> {
  return (await client.regions.list(parent ? { parent } : {})).regions
}

/** The lists that a draft opens: all provinces, the cities of its province, the city's districts. */
async function listsFor(client: Client, draft: AddressDraft): Promise<Lists> {
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
function choose(draft: AddressDraft, level: Level, region: Region | undefined): AddressDraft {
  const name = region?.name ?? ''
  // A city without districts, or a province without cities, is already the whole region.
  const code = region && !region.hasChildren ? region.code : ''
  if (level === 'district') return { ...draft, district: name, regionCode: code }
  if (level === 'city') return { ...draft, city: name, district: '', regionCode: code }
  return { ...draft, province: name, city: code && name, district: '', regionCode: code }
}

/** Province, city and district, one after the other. */
export function RegionSelect(props: {
  client: Client
  texts: CheckoutTexts
  draft: AddressDraft
  wrong: boolean
  describedBy: string | undefined
  onChange: (draft: AddressDraft) => void
}) {
  const { client, texts, draft, wrong, describedBy, onChange } = props
  const [found, setFound] = useState<Lists>()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let over = false
    setFailed(false)
    listsFor(client, draft).then(
      (next) => over || setFound(next),
      () => over || setFailed(true),
    )
    return () => {
      over = true
    }
  }, [client, draft.province, draft.city, tries])
  if (failed) {
    return (
      <div class="regions-failed" role="alert">
        <span>{texts.status.failed}</span>
        <button type="button" class="plain" onClick={() => setTries(tries + 1)}>
          {texts.status.retry}
        </button>
      </div>
    )
  }
  return (
    <fieldset aria-label={texts.checkout.fields.regionCode} aria-busy={!found}>
      <div class="regions">
        {levels.map((level, index) => (
          <select
            key={level}
            name={level}
            autocomplete={`address-level${index + 1}`}
            aria-label={texts.checkout.fields[level]}
            aria-invalid={wrong || undefined}
            aria-describedby={describedBy}
            disabled={(found?.[level].length ?? 0) === 0}
            value={found?.[level].find(({ name }) => name === draft[level])?.code ?? ''}
            onChange={({ currentTarget }) => {
              const region = found?.[level].find(({ code }) => code === currentTarget.value)
              onChange(choose(draft, level, region))
            }}
          >
            <option value="">{texts.checkout.fields[level]}</option>
            {found?.[level].map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        ))}
      </div>
    </fieldset>
  )
}
