import type { Client } from '@xiaopu/client'
import {
  type AddressDraft,
  chooseRegion,
  type RegionLevel,
  type RegionLists,
  regionLists,
} from '@xiaopu/client/address'
import { useEffect, useState } from '../render/index.ts'
import type { AddressTexts } from './texts.ts'

const levels: readonly RegionLevel[] = ['province', 'city', 'district']

/** Province, city and district, one after the other. */
export function RegionSelect(props: {
  client: Client
  texts: AddressTexts
  draft: AddressDraft
  wrong: boolean
  describedBy: string | undefined
  onChange: (draft: AddressDraft) => void
}) {
  const { client, texts, draft, wrong, describedBy, onChange } = props
  const [found, setFound] = useState<RegionLists>()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let over = false
    setFailed(false)
    regionLists(client, draft).then(
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
            disabled={!found?.[level].length}
            value={found?.[level].find(({ name }) => name === draft[level])?.code || ''}
            onChange={({ currentTarget }) => {
              const region = found?.[level].find(({ code }) => code === currentTarget.value)
              onChange(chooseRegion(draft, level, region))
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
