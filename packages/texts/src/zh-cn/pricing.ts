import { type Ending, formatMoney, type PriceStep } from '@xiaopu/domain'
import { percent } from '../percent.ts'

const endings: Record<Ending, string> = {
  none: '不取整',
  jiao: '进到整角',
  yuan: '进到整元',
  '0.9': '进到尾数 0.9 元',
  '9': '进到尾数 9 元',
  '9.9': '进到尾数 9.9 元',
}

/** One sentence for one step on the way from cost to price. */
function step(done: PriceStep): string {
  const amount = formatMoney(done.amount)
  switch (done.step) {
    case 'cost':
      return `进货价 ${amount}`
    case 'percent':
      return `加价 ${percent(done.bp)}，得 ${amount}`
    case 'fixed':
      return `加价 ${formatMoney(done.added)}，得 ${amount}`
    case 'band': {
      const band = done.below ? `进货价低于 ${formatMoney(done.below)} 的档` : '最高档'
      return `按${band}加价 ${percent(done.bp)}，得 ${amount}`
    }
    case 'floor':
      return `保证至少赚 ${formatMoney(done.minProfit)}，提到 ${amount}`
    case 'ending':
      return `${endings[done.ending]}，得 ${amount}`
    case 'manual':
      return `店主定价 ${amount}`
  }
}

export const pricing = {
  step,
  endings,
  price: '售价',
  cost: '进货价',
  profit: '利润',
  why: '怎么来的',
}
