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

const phonePattern = /(?:\+?86[-\s]?)?(1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})(?!\d)/
const labelPattern =
  /(收货人|收件人|姓名|联系人|手机号码|手机号|手机|联系电话|电话|所在地区|地区|详细地址|收货地址|地址)\s*[:：]\s*/g

export interface Contact {
  readonly name?: string
  readonly phone?: string
  /** The text without name, phone and labels: what a region reader should look at. */
  readonly rest: string
}

/**
 * Takes name and phone out of a pasted text, in whatever order people paste them:
 * `张三 13800138000 浙江省杭州市…`, `收货人：张三 …`, or the phone in the middle.
 */
export function readContact(pasted: string): Contact {
  const phone = phonePattern.exec(pasted)
  const labelled = /(?:收货人|收件人|姓名|联系人)\s*[:：]\s*([^\s,，;；:：\d]{2,15})/.exec(
    pasted,
  )?.[1]
  const text = pasted.replace(phonePattern, ' ').replace(labelPattern, ' ')
  const words = text.split(/[\s,，;；、|/]+/).filter((word) => word !== '')
  const name = labelled ?? words.find(isName)
  const rest = words.filter((word) => word !== name).join(' ')
  return {
    ...(name && { name }),
    ...(phone?.[1] && { phone: phone[1].replaceAll(/[-\s]/g, '') }),
    rest,
  }
}

/** Short, no digits, nothing that names a place. */
function isName(word: string): boolean {
  return (
    /^[\p{Script=Han}·]{2,6}$|^[A-Za-z][A-Za-z.'-]{1,20}$/u.test(word) &&
    !/[省市区县州盟旗镇乡村路街道巷号弄栋楼室院苑园里]$/.test(word)
  )
}

/** `138****8000`: what logs and strangers may see. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
