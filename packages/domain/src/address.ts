import * as v from 'valibot'

const Part = /* @__NO_SIDE_EFFECTS__ */ (max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))

/** Where a parcel goes. 1688 refuses streets over 200 characters and names of one character. */
export const Address = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(30)),
  phone: v.pipe(v.string(), v.regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/)),
  province: Part(30),
  city: Part(30),
  district: v.pipe(v.string(), v.trim(), v.maxLength(30)),
  /** GB/T 2260 code of the district (or of the city where it has no districts). */
  regionCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  street: Part(200),
})
export type Address = Readonly<v.InferOutput<typeof Address>>

export type AddressField = keyof Address

/** What could be read from a pasted text, and what the buyer still has to say. */
export const ParsedAddress = v.object({
  address: v.partial(
    v.object({
      name: v.string(),
      phone: v.string(),
      province: v.string(),
      city: v.string(),
      district: v.string(),
      regionCode: v.string(),
      street: v.string(),
    }),
  ),
  missing: v.array(
    v.picklist(['name', 'phone', 'province', 'city', 'district', 'regionCode', 'street']),
  ),
})
export type ParsedAddress = Readonly<v.InferOutput<typeof ParsedAddress>>

export const Region = v.object({ code: v.string(), name: v.string(), hasChildren: v.boolean() })
export type Region = Readonly<v.InferOutput<typeof Region>>

/** `138****8000`: what logs and strangers may see. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
