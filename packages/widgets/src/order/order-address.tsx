import type { OrderView } from '@xiaopu/domain'
import { AddressSummary } from '../checkout/address-summary.tsx'
import { useState } from '../render/index.ts'
import { AddressDialog, type AddressDialogProps } from './address-dialog.tsx'

interface OrderAddressProps extends AddressDialogProps {
  readonly order: OrderView
  /** The order's own page, where this one may not be trusted with what is typed. */
  readonly elsewhere: string | undefined
}

/** Where it goes; while that can be changed, the way to do so. */
export function OrderAddress(props: OrderAddressProps) {
  const { order, texts, elsewhere } = props
  const [open, setOpen] = useState(false)
  const { address, addressChange } = order
  return (
    <div>
      {addressChange === 'needed' && <p class="notice-bar">{texts.order.addressRefused}</p>}
      <AddressSummary
        address={address}
        texts={texts}
        onEdit={addressChange && (() => (elsewhere ? location.assign(elsewhere) : setOpen(true)))}
      />
      {open && <AddressDialog {...props} onDone={() => setOpen(false)} />}
    </div>
  )
}
