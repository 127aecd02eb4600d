import type { Client } from '@xiaopu/client'
import { asFailure } from '@xiaopu/client/stores'
import type { AddressField, ParsedAddress } from '@xiaopu/domain'
import { failureText } from '../notice/use-failure-text.ts'
import { useState } from '../render/index.ts'
import type { AddressTexts } from './texts.ts'

/** One text into all fields: what a chat or an address book has in the clipboard. */
export function PasteBox(props: {
  client: Client
  texts: AddressTexts
  onParsed: (parsed: ParsedAddress) => void
}) {
  const { client, texts, onParsed } = props
  const t = texts.checkout
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ text: string; bad: boolean }>()
  const parse = async (pasted: string) => {
    if (busy || pasted.trim() === '') return
    setBusy(true)
    setSaid(undefined)
    try {
      const parsed = await client.addresses.parse({ text: pasted.trim().slice(0, 500) })
      onParsed(parsed)
      setSaid({ text: outcome(parsed, texts), bad: false })
    } catch (error) {
      setSaid({ text: await failureText(asFailure(error), texts.locale, texts), bad: true })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class="paste" part="paste">
      <label>
        <span class="label">{t.paste}</span>
        <textarea
          rows={2}
          maxLength={500}
          placeholder={t.pasteHint}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onPaste={({ currentTarget }) => {
            // The pasted text is in the box only after this event.
            setTimeout(() => parse(currentTarget.value))
          }}
        />
      </label>
      <button
        type="button"
        class="plain"
        aria-disabled={busy || text.trim() === '' || undefined}
        onClick={() => void parse(text)}
      >
        {busy ? t.parsing : t.parse}
      </button>
      <p class={said?.bad ? 'bad' : 'said'} role="status">
        {said?.text}
      </p>
    </div>
  )
}

/** Regions are asked for as one thing, so their parts are not named one by one. */
function outcome({ missing }: ParsedAddress, { checkout: t }: AddressTexts): string {
  const parts: readonly AddressField[] = ['province', 'city', 'district', 'regionCode']
  const asked = missing.map((field) => (parts.includes(field) ? 'regionCode' : field))
  const names = [...new Set(asked)].map((field) => t.fields[field])
  return names.length === 0 ? t.parsed : t.parsedPart(names)
}
