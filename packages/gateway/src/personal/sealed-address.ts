import {
  type Address,
  type MaskedAddress,
  maskAddress,
  maskedRemark,
  ShopError,
} from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { Place } from './cipher.ts'

/** Who gets a parcel, where, and what she wrote beside it. */
export interface Recipient {
  readonly address: Address
  readonly remark?: string | undefined
}

/** How a row keeps a recipient: masked in the columns that are shown, whole in the sealed one. */
export interface SealedRecipient {
  readonly address: MaskedAddress
  readonly remark: string | null
  /** Null where she is forgotten, and in a row from before addresses were sealed. */
  readonly sealed: string | null
  readonly phone_hash: string | null
  /** When name, phone and street were cut to their masked form. */
  readonly forgotten_at: Date | null
}

/** Which row: orders and quotes hold recipients. */
export interface Owner {
  readonly shopId: string
  readonly table: 'orders' | 'quotes'
  readonly id: string
}

const placeOf = ({ shopId, table, id }: Owner): Place => ({
  table,
  column: 'sealed',
  row: `${shopId}/${id}`,
})

/** The columns that keep a recipient in this row. */
export async function sealRecipient(
  { vault }: Pick<Deps, 'vault'>,
  owner: Owner,
  { address, remark }: Recipient,
): Promise<SealedRecipient> {
  const seal = await vault.of(owner.shopId)
  const { name, phone, street } = address
  return {
    address: maskAddress(address),
    remark: remark ? maskedRemark : null,
    sealed: seal.seal(placeOf(owner), JSON.stringify({ name, phone, street, remark })),
    phone_hash: seal.digest('phone', dialled(phone)),
    forgotten_at: null,
  }
}

/**
 * The recipient in the clear: for the supplier, for herself, and for a seller who said why.
 *
 * @throws ShopError PERSONAL_DATA_ERASED where she is forgotten
 */
export async function openRecipient(
  { vault }: Pick<Deps, 'vault'>,
  owner: Owner,
  row: Omit<SealedRecipient, 'phone_hash'>,
): Promise<Recipient> {
  if (row.forgotten_at) throw new ShopError('PERSONAL_DATA_ERASED')
  // Written by a gateway from before addresses were sealed: in the clear until the next start.
  if (row.sealed === null) return { address: row.address, remark: row.remark ?? undefined }
  const seal = await vault.of(owner.shopId)
  const { remark, ...person } = JSON.parse(seal.open(placeOf(owner), row.sealed))
  return { address: { ...row.address, ...person }, ...(remark && { remark }) }
}

/** A phone as it is dialled, whatever way it was written. */
export function dialled(phone: string): string {
  return phone.replaceAll(/\D/g, '')
}
