import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Address, maskPhone } from './address.ts'
import { eraseAddress, isErased, maskAddress, maskName, maskStreet } from './masked-address.ts'

const address: Address = {
  name: '王小芳',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 90 号 3 幢 501',
}

test('a masked address keeps one character of the name, seven digits of the phone and the road', () => {
  expect(maskAddress(address)).toEqual({
    ...address,
    name: '王*',
    phone: '138****8000',
    street: '文三路***',
  })
})

test.each([
  ['文三路９０号', '文三路***'],
  ['东部软件园科技大厦B座', '东部软件园***'],
  ['90 号', '***'],
  ['王庄', '王***'],
])('of the street %s is shown %s', (street, shown) => {
  expect(maskStreet(street)).toBe(shown)
})

test.each([
  ['0571-12345678', '057****5678'],
  ['12345', '****'],
])('of the phone %s is shown %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

test('no mask shows more than one character of a name, or half of a street', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 2, unit: 'grapheme' }), (text) => {
      const shown = maskStreet(text).slice(0, -3)
      expect([...shown].length).toBeLessThanOrEqual([...text].length / 2)
      expect([...maskName(text)].length).toBe(2)
    }),
  )
})

test('of an erased address only the district is left', () => {
  const left = eraseAddress(maskAddress(address))
  expect([left, maskAddress(address)].map(isErased)).toEqual([true, false])
  expect(left).toEqual({ ...address, name: '*', phone: '****', street: '***' })
})
