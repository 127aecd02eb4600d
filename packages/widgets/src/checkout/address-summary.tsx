import type { MaskedAddress } from '@xiaopu/domain'
import type { AddressTexts } from './texts.ts'

/** Where it goes, in the clear or masked, and the way to another place. */
export function AddressSummary(props: {
  address: MaskedAddress
  texts: AddressTexts
  onEdit: (() => void) | undefined
}) {
  const { address, texts, onEdit } = props
  const { name, phone, province, city, district, street } = address
  const region = [...new Set([province, city, district])].join(' ')
  return (
    <section class="card where" part="address" aria-label={texts.checkout.addressTitle}>
      <div>
        <p>
          <b>{name}</b> <span class="phone">{phone}</span>
        </p>
        <p class="values">
          {region} {street}
        </p>
      </div>
      {onEdit && (
        <button type="button" class="link" onClick={onEdit}>
          {texts.checkout.editAddress}
        </button>
      )}
    </section>
  )
}
