import type { Fields } from '../fields.ts'
import { findRegion, pathTo, type Region, regionOf } from './regions.ts'

/** Where a parcel goes, completed from what the caller sent. */
export interface Address {
  /** District code, or the city's where it has no districts. */
  readonly areaCode: string
  readonly province: string
  readonly city: string
  readonly area: string
  readonly town: string
  readonly address: string
  readonly postCode: string
  readonly fullName: string
  readonly mobile: string
  readonly phone: string
}

/** Two-digit province code, as freight rates name provinces. */
export const provinceCode = (address: Pick<Address, 'areaCode'>): string =>
  address.areaCode.slice(0, 2)

/**
 * Reads `addressParam` (reference §4.4): by `districtCode`, else by the names of province, city and
 * district. Returns a sentence for the caller where the address cannot be used.
 */
export function readAddress(param: Fields): Address | string {
  const code = param.digits('districtCode')
  const region = code ? regionOf(code) : regionByText(param)
  if (!region) return code ? `districtCode ${code} 不存在` : '收货地址省市区无法识别'
  if (region.children.length > 0) return '收货地址缺少区县'
  const fullName = param.text('fullName') ?? ''
  if (fullName.length < 2) return '收货人姓名至少2个字符'
  const mobile = param.text('mobile') ?? ''
  const phone = param.text('phone') ?? ''
  if (!/^[\d-]*$/.test(phone)) return '电话只能包含数字和横线'
  if (mobile === '' && phone === '') return '手机和电话至少填写一项'
  if (mobile !== '' && !/^\d{6,15}$/.test(mobile)) return '手机号码格式不正确'
  const address = (param.text('address') ?? '').trim()
  if (address === '') return '收货地址街道不能为空'
  if (address.length > 200) return '街道地址不能超过200个字符'
  const town = param.text('townText') ?? ''
  const postCode = param.text('postCode') ?? '000000'
  return { ...namesAlong(region), town, address, postCode, fullName, mobile, phone }
}

function regionByText(param: Fields): Region | undefined {
  return findRegion(
    param.text('provinceText') ?? '',
    param.text('cityText'),
    param.text('areaText'),
  )
}

/** Province, city and district names of a code; a place without districts repeats nothing. */
export function namesAlong(
  region: Region,
): Pick<Address, 'areaCode' | 'province' | 'city' | 'area'> {
  const [province, city, area] = pathTo(region.code)
  return {
    areaCode: region.code,
    province: province?.name ?? '',
    city: city?.name ?? '',
    area: area?.name ?? '',
  }
}
