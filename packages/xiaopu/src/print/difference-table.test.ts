import type { Difference } from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { expect, test } from 'vitest'
import { differenceTable } from './difference-table.ts'

const bill = { provider: 'wechat', bill: '2026-11-24' }
const found: Omit<Difference, 'kind' | 'detail'> = {
  id: 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  subject: '4200202611240000000000000001',
  foundAt: '2026-11-25T02:30:00.000Z',
}

test.each([
  ['missing_here', { payment: 'till-1', amount: 6600 }, /payment of ¥66.*under till-1/],
  ['missing_here', { refund: 'by-hand', payment: 'p', amount: 100 }, /refund of ¥1.*under by-hand/],
  ['missing_there', { payment: 'p1', here: 'succeeded', amount: 5 }, /counts a payment of ¥0\.05/],
  ['missing_there', { refund: 'r1', here: 'succeeded', amount: 5 }, /counts a refund of ¥0\.05/],
  ['amount', { payment: 'p1', here: 6, there: 5 }, /p1 is ¥0\.06 here, and ¥0\.05 on the bill/],
  ['state', { payment: 'p1', here: 'closed', there: 'paid' }, /under p1 is on the bill/],
  ['missing_there', { problem: 'bill was changed' }, /not be read.*: bill was changed/],
] as const)('%s of a bill, %o, is a sentence and what to do', (kind, detail, sentence) => {
  const differences = [{ ...found, kind, detail: { ...bill, ...detail } }]
  const [happened, next] = differenceTable(differences, textsFor('en')).split('\n').slice(-2)
  expect(happened).toMatch(sentence)
  expect(happened).toContain('wechat 2026-11-24')
  expect(next).toMatch(/^ {2}\S/)
  expect(differenceTable(differences, textsFor('zh-CN'))).toContain('wechat 2026-11-24 的账单')
})

test('a difference that no bill showed has its row alone', () => {
  const detail = { here: 'paid_up', there: 'cancel' }
  const text = differenceTable([{ ...found, kind: 'state', detail }], textsFor('en'))
  expect(text.split('\n').filter((line) => line.trim() !== '')).toHaveLength(2)
})
