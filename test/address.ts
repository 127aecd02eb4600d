import type { Address } from '@xiaopu/domain'

/** Where a parcel goes in these stories. */
export const address: Address = {
  name: '王小芳',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 90 号 3 幢 501',
}
