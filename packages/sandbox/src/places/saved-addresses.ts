import type { Member } from '../world/world.ts'
import { type Address, namesAlong } from './address.ts'
import { regionOf } from './regions.ts'

export interface SavedAddress {
  readonly id: number
  readonly isDefault: boolean
  readonly address: Address
}

const places = [
  ['510107', '科华北路62号力宝大厦8楼', '收货一', '13800138001'],
  ['330108', '网商路699号', '收货二', '13800138002'],
] as const

/** Every account of this world has saved the same two addresses; their ids are its own. */
export const savedAddresses = ({ userId }: Member): readonly SavedAddress[] =>
  places.map(([code, street, fullName, mobile], index) => {
    const region = regionOf(code)
    if (!region) throw new TypeError(`No region ${code}`)
    return {
      id: userId * 10 + index + 1,
      isDefault: index === 0,
      address: {
        ...namesAlong(region),
        town: '',
        address: street,
        postCode: '000000',
        fullName,
        mobile,
        phone: '',
      },
    }
  })
