import { Address } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { emptyDraft, mergeParsed, readDraft, tidy, wrongFields } from './address.ts'

const good = {
  name: '张三',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 1 号',
}

/** What the domain's schema finds wrong, by its own word. */
async function refused(address: unknown): Promise<string[]> {
  const { issues = [] } = await Address['~standard'].validate(address)
  return issues.map(({ path }) => String(path?.[0] && Object(path[0]).key))
}

const oddities = {
  name: ['', ' ', '张', '张三', 'x'.repeat(30), 'x'.repeat(31)],
  phone: ['', '1380013800', '13800138000', '12800138000', '0571-88888888', '057188888888', '110'],
  regionCode: ['', '33010', '330106', 'abcdef'],
  province: ['', '浙江省', 'x'.repeat(31)],
  city: ['', '杭州市'],
  district: ['', 'x'.repeat(31)],
  street: ['', ' ', '文三路', 'x'.repeat(200), 'x'.repeat(201)],
}

test('the form refuses what the domain refuses, and nothing else', async () => {
  for (const [field, texts] of Object.entries(oddities)) {
    for (const text of texts) {
      const draft = { ...good, [field]: text }
      const parts = ['province', 'city', 'district']
      const expected = (await refused(tidy(draft))).map((name) =>
        parts.includes(name) ? 'regionCode' : name,
      )
      expect([field, text, wrongFields(draft)]).toEqual([field, text, [...new Set(expected)]])
    }
  }
})

test.each([
  ['138 0013 8000', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['0086 13800138000', '13800138000'],
  ['0571-8888 8888', '0571-88888888'],
])('a phone typed as %s is %s', (typed, phone) => {
  expect(tidy({ ...good, phone: typed }).phone).toBe(phone)
})

test('what was read goes over what was there; a region counts as a whole', () => {
  const before = { ...good, name: '李四', district: '上城区', regionCode: '330102' }
  const read = { address: { phone: '13912345678', province: '北京市' }, missing: [] }
  expect(mergeParsed(before, read)).toEqual({
    ...before,
    phone: '13912345678',
    province: '北京市',
    city: '',
    district: '',
    regionCode: '',
  })
})

test.each([undefined, '', '{', '[]', '"x"', '{"name":1,"other":"x"}'])(
  'a stored address that is none (%s) is an empty form',
  (stored) => {
    expect(readDraft(stored)).toEqual(emptyDraft)
  },
)

test('a stored address comes back', () => {
  expect(readDraft(JSON.stringify(good))).toEqual(good)
})
