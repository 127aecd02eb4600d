import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Pieces, redact, redactText } from './redact.ts'
import { standIns } from './stand-in.ts'
import { readWritten, toWritten } from './written.ts'

const options = { key: 'k', secrets: ['app-secret-7f3', '3255489', 'at-0001'] }

const person = {
  name: '王小明',
  phone: '13812345678',
  landline: '028-85551234',
  street: '科华北路62号3栋2单元',
  login: 'xiaoming_wang88',
  member: 'b2b-2248544159',
  mail: 'xiaoming@example.com',
  card: '51010719900101123X',
}
const canaries = [...Object.values(person), ...options.secrets]

const found = (text: string): string[] => canaries.filter((canary) => text.includes(canary))
const written = (pieces: Pieces): string => JSON.stringify(pieces)

test('an order keeps its shape and its ids, and nobody in it is left', () => {
  const answered = readWritten(`{"result":{"baseInfo":{"id":2938624554509662976,
    "idOfStr":"2938624554509662976","status":"waitsellersend","totalAmount":57.80,
    "sellerID":"${person.member}","buyerLoginId":"${person.login}","buyerFeedback":"给${person.name}",
    "createTime":"20261123100000000+0800","outOrderId":"so_01HZX3","payTimeout":43200,
    "receiverInfo":{"toFullName":"${person.name}","toMobile":"${person.phone}","toArea":"四川省 成都市",
    "toDivisionCode":"510107"}},
    "productItems":[{"name":"儿童雨伞","productID":712340056781,"quantity":2,
    "specId":"9c1f0a7be2d84c5f8a36d07b41e5f902","price":25.90}]},
    "errorMessage":"${person.name}(${person.phone})的地址${person.street}有误"}`)
  const address = { name: person.name, phone: person.phone, street: person.street }
  const redacted = redact({ asked: [toWritten({ address })], answered }, options)
  const text = JSON.stringify(redacted.answered)
  expect(found(written(redacted))).toEqual([])
  expect(text).toContain('"id":2938624554509662976')
  expect(text).toContain('"totalAmount":57.80')
  expect(text).toContain('"status":"waitsellersend"')
  expect(text).toContain('"name":"儿童雨伞"')
  expect(text).toContain('"outOrderId":"so_01HZX3"')
  expect(text).toContain('9c1f0a7be2d84c5f8a36d07b41e5f902')
  expect(text).toContain('"createTime":"20261123100000000+0800"')
  // What we called a name and what the platform calls one have one stand-in.
  const standIn = standIns(options.key)
  expect(text).toContain(`"toFullName":"${standIn(person.name)}"`)
  expect(JSON.stringify(redacted.asked)).toContain(standIn(person.name))
  expect(text).toContain(`${standIn(person.name)}(${standIn(person.phone)})`)
})

test('a stand-in has the shape of its value, is the same each time and another with another key', () => {
  const standIn = standIns('k')
  expect(standIn('13812345678')).toMatch(/^100\d{8}$/)
  expect(standIn('b2b-2248544159')).toMatch(/^b2b-\d{10}$/)
  expect(standIn('王小明')).toMatch(/^\p{Script=Han}{3}$/u)
  expect(standIn('Wang-8 号')).toMatch(/^[A-Z][a-z]{3}-\d \p{Script=Han}$/u)
  expect(standIn('王小明')).toBe(standIns('k')('王小明'))
  expect(standIn('王小明')).not.toBe(standIns('l')('王小明'))
})

/** Names from the platform's answers, from our own words, and some that nobody has seen before. */
const names = fc.constantFrom(
  ...['fullName', 'toMobile', 'address', 'buyerLoginId', 'sellerMemberId', 'remark', 'message'],
  ...['errorMsg', 'result', 'data', 'name', 'phone', 'street', 'note', 'subject', 'description'],
  ...['buyerContact', 'receiver', 'productItems', 'whoKnows', 'x', 'id', 'mailNo', 'value', 'text'],
)
const planted = fc.constantFrom(...canaries, `您好，${canaries.join('，')}。`)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    planted,
    fc.dictionary(names, tie('tree'), { maxKeys: 4 }),
    fc.array(tie('tree'), { maxLength: 3 }),
    tie('tree').map((inner) => JSON.stringify(inner)),
  ),
}))

test('wherever secrets and personal data are planted, none of them comes out', () => {
  fc.assert(
    fc.property(tree, tree, (asked, answered) => {
      // As in every real exchange: somebody's data stands under its own name, too.
      const pieces = { asked: [toWritten({ ...person, loginId: person.login, asked })], answered }
      expect(found(written(redact(pieces, options)))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('a canary under names of its own, alone, does not come out either', () => {
  const answered = {
    buyerLoginId: person.login,
    friend: person.name,
    extra: { [person.phone]: person.street, deeper: [`${person.name}收`] },
    number: 13812345678,
    mail: person.mail,
  }
  const redacted = redact({ answered: toWritten(answered) }, options)
  expect(found(written(redacted))).toEqual([])
})

test('pictures stay where they are; other addresses, payments among them, lead nowhere', () => {
  const picture = 'https://cbu01.alicdn.com/img/ibank/O1CN01x_!!220.jpg'
  const payUrl = 'https://trade.1688.com/order/cashier.htm?orderId=1;2&sign=abc'
  const redacted = redact(
    { answered: { imgUrl: picture, payUrl, image: 'img/ibank/x.jpg' } },
    options,
  )
  expect(redacted.answered).toMatchObject({
    imgUrl: picture,
    image: 'img/ibank/x.jpg',
    payUrl: expect.stringMatching(/^https:\/\/example\.invalid\/\w+$/),
  })
})

test('of half an answer the names and the shape are left', () => {
  const half =
    `{"ok":true,"n":[1.5,2248544159,"${person.login}"],"buyerContact":{"name":"${person.login}",` +
    `"toFullName":"${person.name}","x":"say \\"${person.name}\\"","toMobile":"${person.phone}","toAr":"${person.street}`
  const redacted = redactText(half, options)
  expect(found(redacted)).toEqual([])
  expect(redacted).not.toContain('2248544159')
  expect(redacted).toMatch(
    /^\{"ok":true,"n":\[1\.5,\d{10},"[a-z_]{13}\d\d"\],"buyerContact":\{"name":/,
  )
})

test('a page keeps its Latin words and nothing personal that has a form', () => {
  const page = `<html><h1>502 Bad Gateway</h1><p>${canaries.join('</p><p>')}</p></html>`
  const redacted = redactText(page, options)
  expect(redacted).toContain('502 Bad Gateway')
  // A login name has no form by which it could be told.
  expect(found(redacted).filter((canary) => canary !== person.login)).toEqual([])
})
