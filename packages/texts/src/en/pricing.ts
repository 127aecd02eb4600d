import { formatMoney, type PriceStep } from '@xiaopu/domain'
import { percent } from '../percent.ts'
import type { pricing as source } from '../zh-cn/pricing.ts'

const endings: typeof source.endings = {
  none: 'not rounded',
  jiao: 'up to a whole ¥0.10',
  yuan: 'up to a whole yuan',
  '0.9': 'up to the next …0.90',
  '9': 'up to the next …9.00',
  '9.9': 'up to the next …9.90',
}

function step(done: PriceStep): string {
  const amount = formatMoney(done.amount)
  switch (done.step) {
    case 'cost':
      return `cost ${amount}`
    case 'percent':
      return `plus ${percent(done.bp)} makes ${amount}`
    case 'fixed':
      return `plus ${formatMoney(done.added)} makes ${amount}`
    case 'band': {
      const band = done.below ? `the band below ${formatMoney(done.below)}` : 'the top band'
      return `plus ${percent(done.bp)} of ${band} makes ${amount}`
    }
    case 'floor':
      return `at least ${formatMoney(done.minProfit)} profit, so ${amount}`
    case 'ending':
      return `${endings[done.ending]}: ${amount}`
    case 'manual':
      return `set by hand: ${amount}`
  }
}

export const pricing: typeof source = {
  step,
  endings,
  price: 'Price',
  cost: 'Cost',
  profit: 'Profit',
  why: 'How it came about',
}
