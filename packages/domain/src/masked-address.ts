import * as v from 'valibot'
import { type Address, maskPhone } from './address.ts'

/**
 * An address as it is shown: enough for its owner to recognise it, not enough for anybody else to
 * call or find her. The place down to its district stays readable: freight and reports need it.
 */
export const MaskedAddress = v.object({
  /** First character: `王*`. */
  name: v.string(),
  /** `138****8000`. */
  phone: v.string(),
  province: v.string(),
  city: v.string(),
  district: v.string(),
  regionCode: v.string(),
  /** The road at most: `文三路***`. */
  street: v.string(),
})
export type MaskedAddress = Readonly<v.InferOutput<typeof MaskedAddress>>

export function maskAddress(address: Address): MaskedAddress {
  const { province, city, district, regionCode } = address
  return {
    name: maskName(address.name),
    phone: maskPhone(address.phone),
    province,
    city,
    district,
    regionCode,
    street: maskStreet(address.street),
  }
}

/** One character, as waybills have it; how many are left out is not told. */
export function maskName(name: string): string {
  const [first = ''] = name
  return `${first}*`
}

/** Up to its first number, six characters at most, and never more than half of it. */
export function maskStreet(street: string): string {
  const characters = [...street]
  const number = characters.findIndex((each) => /[\p{Nd}#＃]/u.test(each))
  const shown = Math.min(number < 0 ? 6 : number, 6, Math.floor(characters.length / 2))
  return `${characters.slice(0, shown).join('').trim()}***`
}

/** What is left of an address whose owner had it erased: the district. */
export function eraseAddress({
  province,
  city,
  district,
  regionCode,
}: MaskedAddress): MaskedAddress {
  return { name: '*', phone: '****', province, city, district, regionCode, street: '***' }
}

/** Whether its owner had it erased. A number that is too short to show is masked alike, a name never. */
export function isErased({ name, phone }: MaskedAddress): boolean {
  return name === '*' && phone === '****'
}

/** A remark may hold anything: that there is one is all that is shown. */
export const maskedRemark = '***'
