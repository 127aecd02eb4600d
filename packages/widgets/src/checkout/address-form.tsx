import type { Client } from '@xiaopu/client'
import {
  type AddressDraft,
  type FormField,
  mergeParsed,
  tidy,
  wrongFields,
} from '@xiaopu/client/address'
import type { Address } from '@xiaopu/domain'
import type { Child } from '../render/index.ts'
import { useRef, useState } from '../render/index.ts'
import { PasteBox } from './paste-box.tsx'
import { RegionSelect } from './region-select.tsx'
import type { AddressTexts } from './texts.ts'

/** For the button under the thumb, which stands outside of the form. */
export const addressFormId = 'address'

export interface AddressFormProps {
  readonly client: Client
  readonly texts: AddressTexts
  readonly draft: AddressDraft
  /** Where the form stands in a dialog, that has the title. */
  readonly untitled?: boolean
  /** Prices for the address are being asked. */
  readonly busy: boolean
  readonly onDraft: (draft: AddressDraft) => void
  readonly onUse: (address: Address) => void
}

interface Typed {
  readonly currentTarget: { readonly value: string }
}

/** Where to: pasted in one go or typed, checked field by field, errors in words under each. */
export function AddressForm(props: AddressFormProps) {
  const { client, texts, draft, untitled, busy, onDraft, onUse } = props
  const t = texts.checkout
  const form = useRef<HTMLFormElement>(null)
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const wrong = wrongFields(draft)
  const complaint = (field: FormField) =>
    left.has(field) && wrong.includes(field) ? t.fieldErrors[field] : undefined
  const leave = (...fields: FormField[]) => setLeft(new Set([...left, ...fields]))
  const input = (field: 'name' | 'phone' | 'street') => ({
    id: `in-${field}`,
    name: field,
    value: draft[field],
    'aria-invalid': complaint(field) ? true : undefined,
    'aria-describedby': complaint(field) ? `bad-${field}` : undefined,
    onBlur: () => {
      if (draft[field] !== '') leave(field)
    },
    onInput: ({ currentTarget }: Typed) => onDraft({ ...draft, [field]: currentTarget.value }),
  })
  const named = (field: FormField, control: Child) => (
    <Field field={field} label={t.fields[field]} complaint={complaint(field)}>
      {control}
    </Field>
  )
  const submit = (event: Event) => {
    event.preventDefault()
    leave('name', 'phone', 'regionCode', 'street')
    const [first] = wrong
    if (first) focusField(form.current, first)
    else if (!busy) onUse(tidy(draft))
  }
  return (
    <form
      ref={form}
      id={addressFormId}
      part="address"
      class={untitled ? 'form' : 'card form'}
      noValidate
      onSubmit={submit}
    >
      {!untitled && <h2>{t.addressTitle}</h2>}
      <PasteBox
        client={client}
        texts={texts}
        onParsed={(parsed) => onDraft(mergeParsed(draft, parsed))}
      />
      {named('name', <input {...input('name')} type="text" autocomplete="name" maxLength={30} />)}
      {named(
        'phone',
        <input {...input('phone')} type="tel" inputMode="tel" autocomplete="tel" maxLength={20} />,
      )}
      {named(
        'regionCode',
        <RegionSelect
          client={client}
          texts={texts}
          draft={draft}
          wrong={complaint('regionCode') !== undefined}
          describedBy={complaint('regionCode') && 'bad-regionCode'}
          onChange={onDraft}
        />,
      )}
      {named(
        'street',
        <textarea
          {...input('street')}
          rows={2}
          autocomplete="street-address"
          maxLength={200}
          placeholder={t.streetHint}
        />,
      )}
    </form>
  )
}

function focusField(form: HTMLFormElement | null, field: FormField): void {
  const selector =
    field === 'regionCode' ? 'select:enabled,.regions-failed button' : `[name=${field}]`
  form?.querySelector<HTMLElement>(selector)?.focus()
}

/** A control with its name above and, where it is wrong, the reason below. */
function Field(props: {
  field: FormField
  label: string
  complaint: string | undefined
  children: Child
}) {
  const { field, label, complaint, children } = props
  return (
    <div class="field">
      {field === 'regionCode' ? (
        <span class="label">{label}</span>
      ) : (
        <label class="label" for={`in-${field}`}>
          {label}
        </label>
      )}
      {children}
      {complaint && (
        <p class="bad" id={`bad-${field}`}>
          {complaint}
        </p>
      )}
    </div>
  )
}
