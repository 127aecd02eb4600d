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
import { dataOf, type Told, textOf } from '../component.ts'
import type { BookAddress } from '../shop/host.ts'
import type { Runtime } from '../shop/runtime.ts'
import { type ShopTexts, sentence } from '../shop/texts.ts'
import { type FormView, formView, type Outcome } from './checkout-view.ts'

/** Where to: pasted in one go or typed, checked field by field. */
export interface AddressForm {
  begin(): Promise<void>
  /** What an input of the form holds now. */
  say(told: Told): void
  leave(told: Told): void
  pasted(told: Told): void
  parse(): Promise<void>
  /** Has the buyer choose in the app's own address book. */
  fromBook(): Promise<void>
  region(told: Told): void
  /** The address, or nothing where a field is wrong: the form then says which. */
  finish(): Address | undefined
}

export interface AddressFormOptions {
  show(form: FormView): void
  /** The app gave no address: answers what the buyer reads. */
  refused(why: string): string
}

export function addressForm(shop: Runtime, { show, refused }: AddressFormOptions): AddressForm {
  const { client, host, texts } = shop
  let draft: AddressDraft = readDraft(client.storage.get('address'))
  let lists: RegionLists | undefined
  let read: Outcome = { text: '', bad: false }
  let text = ''
  const left = new Set<FormField>()

  const draw = () => show(formView(draft, left, lists, read, shop))

  function say(words: string, bad = false) {
    read = { text: words, bad }
    draw()
  }

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
      say(sentence(asFailure(error), texts), true)
    }
  }

  async function parse(words: string) {
    say(texts.checkout.parsing)
    try {
      const parsed = await client.addresses.parse({ text: words.slice(0, 500) })
      say(outcome(parsed, texts))
      await change(mergeParsed(draft, parsed))
    } catch (error) {
      say(sentence(asFailure(error), texts), true)
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
      if (text.trim() !== '') await parse(text.trim())
    },
    async fromBook() {
      const chosen = await choose(host)
      if (typeof chosen === 'string') return chosen ? say(refused(chosen), true) : undefined
      // Read as pasted words are: the regions' numbers are the gateway's then, whatever the app calls them.
      await parse(wordsOf(chosen))
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

/** An address of the app's own book, or why not; nothing where the buyer closed it. */
function choose(host: Runtime['host']): Promise<BookAddress | string> {
  return new Promise((give) => {
    host.chooseAddress?.({
      success: give,
      fail: ({ errMsg = 'chooseAddress:fail' }) => give(/cancel/i.test(errMsg) ? '' : errMsg),
    })
  })
}

function wordsOf(chosen: BookAddress): string {
  const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = chosen
  const region = [...new Set([provinceName, cityName, countyName])]
  const street = [...region, detailInfo].filter(Boolean).join('')
  return [userName, telNumber, street].filter(Boolean).join(' ')
}

/** Regions are asked for as one thing, so their parts are not named one by one. */
function outcome({ missing }: ParsedAddress, { checkout: t }: ShopTexts): string {
  const parts: readonly AddressField[] = ['province', 'city', 'district', 'regionCode']
  const asked = missing.map((field) => (parts.includes(field) ? 'regionCode' : field))
  const names = [...new Set(asked)].map((field) => t.fields[field])
  return names.length === 0 ? t.parsed : t.parsedPart(names)
}
