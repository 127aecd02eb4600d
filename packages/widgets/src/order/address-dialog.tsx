import type { Client } from '@xiaopu/client'
import { readDraft } from '@xiaopu/client/address'
import type { OrderNow } from '@xiaopu/client/stores'
import type { Address } from '@xiaopu/domain'
import { AddressForm, addressFormId } from '../checkout/address-form.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { useState } from '../render/index.ts'
import type { OrderTexts } from './texts.ts'

export interface AddressDialogProps {
  readonly client: Client
  readonly now: OrderNow
  readonly texts: OrderTexts
  /** Why the last deed failed. */
  readonly said: string | undefined
  /** Answers whether the order goes there now. */
  readonly onAddress: (address: Address) => Promise<boolean>
}

/** The checkout's own form, begun with what this phone filled in last. */
export function AddressDialog(props: AddressDialogProps & { readonly onDone: () => void }) {
  const { client, now, texts, said, onAddress, onDone } = props
  const t = texts.checkout
  const [draft, setDraft] = useState(() => readDraft(client.storage.get('address')))
  const busy = now.doing !== undefined
  return (
    <Dialog
      title={t.editAddress}
      closeLabel={texts.status.close}
      part="address-form"
      onClose={onDone}
    >
      <div class="scroll">
        <AddressForm
          {...{ client, texts, draft, busy }}
          untitled
          onDraft={setDraft}
          onUse={(address) => void onAddress(address).then((done) => done && onDone())}
        />
      </div>
      <div class="foot">
        <p class="bad" role="alert">
          {said}
        </p>
        <button type="submit" form={addressFormId} class="solid" aria-disabled={busy || undefined}>
          {busy ? t.quoting : t.useAddress}
        </button>
      </div>
    </Dialog>
  )
}
