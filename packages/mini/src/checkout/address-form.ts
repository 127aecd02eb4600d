import {
  type AddressDraft,
  chooseRegion,
  type FormField,
  formFields,
  mergeParsed,
  type RegionLevel,
  type RegionLists,
  readDraft,
  regionLists,
  tidy,
  wrongFields,
} from '@xiaopu/client/address'
import { asFailure } from '@xiaopu/client/mini'
import type { Address, AddressField, ParsedAddress } from '@xiaopu/domain'
import { dataOf, type Scene, type Told, textOf } from '../component.ts'
import type { Runtime } from '../shop/runtime.ts'
import { type ShopTexts, sentence } from '../shop/texts.ts'
import { formView } from './checkout-view.ts'

/** Where to: pasted in one go or typed, checked field by field. */
export interface AddressForm {
  begin(): Promise<void>
  /** What an input of the form holds now. */
  say(told: Told): void
  leave(told: Told): void
  pasted(told: Told): void
  parse(): Promise<void>
  region(told: Told): void
  /** The address, or nothing where a field is wrong: the form then says which. */
  finish(): Address | undefined
}

export function addressForm(scene: Scene<unknown>, shop: Runtime): AddressForm {
  const { client, texts } = shop
  let draft: AddressDraft = readDraft(client.storage.get('address'))
  let lists: RegionLists | undefined
  let text = ''
  const left = new Set<FormField>()

  const draw = () => scene.show({ form: formView(draft, left, lists, texts) })

  async function change(next: AddressDraft) {
    const moved = next.province !== draft.province || next.city !== draft.city
    draft = next
    draw()
    if (moved || !lists) await readRegions()
  }

  async function readRegions() {
    const asked = draft
    try {
      const found = await regionLists(client, asked)
      if (asked.province !== draft.province || asked.city !== draft.city) return
      lists = found
      draw()
    } catch (error) {
      scene.show({ parsed: sentence(asFailure(error), texts), parsedBad: true })
    }
  }

  return {
    async begin() {
      draw()
      await readRegions()
    },
    say(told) {
      void change({ ...draft, [dataOf(told, 'field')]: textOf(told) })
    },
    leave(told) {
      const field = formFields.find((each) => each === dataOf(told, 'field'))
      if (field && draft[field] !== '') left.add(field)
      draw()
    },
    pasted(told) {
      text = textOf(told)
    },
    async parse() {
      if (text.trim() === '') return
      scene.show({ parsed: texts.checkout.parsing, parsedBad: false })
      try {
        const parsed = await client.addresses.parse({ text: text.trim().slice(0, 500) })
        scene.show({ parsed: outcome(parsed, texts), parsedBad: false })
        await change(mergeParsed(draft, parsed))
      } catch (error) {
        scene.show({ parsed: sentence(asFailure(error), texts), parsedBad: true })
      }
    },
    region(told) {
      const level = dataOf(told, 'level') as RegionLevel
      const region = lists?.[level][Number(textOf(told))]
      void change(chooseRegion(draft, level, region))
    },
    finish() {
      for (const field of formFields) left.add(field)
      draw()
      if (wrongFields(draft).length > 0) return undefined
      const address = tidy(draft)
      client.storage.set('address', JSON.stringify(address))
      return address
    },
  }
}

/** Regions are asked for as one thing, so their parts are not named one by one. */
function outcome({ missing }: ParsedAddress, { checkout: t }: ShopTexts): string {
  const parts: readonly AddressField[] = ['province', 'city', 'district', 'regionCode']
  const asked = missing.map((field) => (parts.includes(field) ? 'regionCode' : field))
  const names = [...new Set(asked)].map((field) => t.fields[field])
  return names.length === 0 ? t.parsed : t.parsedPart(names)
}
