import type { OrderView } from '@xiaopu/domain'
import { AddressSummary } from '../checkout/address-summary.tsx'
import { useState } from '../render/index.ts'
import { AddressDialog, type AddressDialogProps } from './address-dialog.tsx'

/** Where it goes; while that can be changed, the way to do so. */
export function OrderAddress(props: AddressDialogProps & { readonly order: OrderView }) {
  const { order, texts } = props
  const [open, setOpen] = useState(false)
  const { address, addressChange } = order
  return (
    <div>
      {addressChange === 'needed' && <p class="notice-bar">{texts.order.addressRefused}</p>}
      <AddressSummary
        address={address}
        texts={texts}
        onEdit={addressChange && (() => setOpen(true))}
      />
      {open && <AddressDialog {...props} onDone={() => setOpen(false)} />}
    </div>
  )
}
