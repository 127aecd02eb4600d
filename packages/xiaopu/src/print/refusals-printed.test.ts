import { type Difference, RefusedDeed } from '@xiaopu/domain'
import { en } from '@xiaopu/texts/en'
import { zhCn } from '@xiaopu/texts/zh-cn'
import { expect, test } from 'vitest'
import { differenceTable } from './difference-table.ts'

const refused = (deed: string, reason: string): Difference => ({
  id: 'dif_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  kind: 'refused',
  subject: 'pay_1',
  order: 'ord_1',
  detail: { deed, reason, amount: 275 },
  foundAt: '2026-11-24T08:00:00Z',
})

test('a refusal is printed with what happened, why in words and in the other side’s code, and what to do', () => {
  const chinese = differenceTable([refused('commission', 'NO_RELATION')], zhCn)
  expect(chinese).toContain('对方拒绝')
  expect(chinese).toContain(
    '推广员的佣金 ¥2.75 没有分成，这笔付款的钱还冻结在微信：微信还没有把她登记为分账接收方 (NO_RELATION)',
  )
  expect(chinese).toContain('14 天内重试')
  const english = differenceTable([refused('refund', 'SOMETHING_NEW')], en)
  expect(english).toContain('The refund of ¥2.75 was refused by the provider: SOMETHING_NEW')
  expect(english).toContain('then retry')
})

test.each(RefusedDeed.options)('%s has its sentences in both languages', (deed) => {
  for (const texts of [zhCn, en]) {
    const { happened, next } = texts.refusedDeeds[deed]
    expect(differenceTable([refused(deed, 'NO_AUTH')], texts)).toContain(next)
    expect(happened('why', '¥2.75')).toContain('why')
  }
})

test('a difference that is no refusal is a row alone', () => {
  const row: Difference = { ...refused('x', 'y'), kind: 'amount', detail: { here: 100, there: 99 } }
  expect(differenceTable([row], en).split('\n')).toHaveLength(2)
})
