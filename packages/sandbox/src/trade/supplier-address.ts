import type { SandboxSupplier } from '../catalogue/offer.ts'
import { drawDigits } from '../chance.ts'
import type { Address } from '../places/address.ts'
import { findRegion } from '../places/regions.ts'
import type { World } from '../world/world.ts'

/** Where a supplier takes goods back: in the first district of its town, the same every time. */
export function supplierAddress(world: World, supplier: SandboxSupplier): Address {
  const city = findRegion(supplier.province, supplier.city, undefined)
  const district = city?.children[0] ?? city
  return {
    areaCode: district?.code ?? '',
    province: supplier.province,
    city: supplier.city,
    area: district?.name ?? '',
    town: '',
    address: `工业园区${drawDigits(world.seed, supplier.memberId, 3)}号`,
    postCode: '000000',
    fullName: `${supplier.loginId.slice(0, 2)}售后`,
    mobile: `138${drawDigits(world.seed, `mobile ${supplier.memberId}`, 8)}`,
    phone: '',
  }
}
