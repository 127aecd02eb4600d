import type { Member } from '../world/world.ts'

export interface TradeMode {
  readonly tradeType: string
  readonly name: string
  readonly description: string
}

const escrow: TradeMode = {
  tradeType: 'assureTrade',
  name: '担保交易',
  description: '买家确认收货后,卖家收到货款',
}
const credit: TradeMode = {
  tradeType: 'creditBuy',
  name: '诚E赊',
  description: '先采购后付款',
}

const period: TradeMode = {
  tradeType: 'period',
  name: '账期交易',
  description: '先收货，账期到期后付款',
}

/** What `tradeModeNameList` offers this account. */
export const tradeModes = (member: Member): readonly TradeMode[] => [
  escrow,
  ...(member.periodFen === undefined ? [] : [period]),
  ...(member.creditFen === undefined ? [] : [credit]),
]

// Names of the same escrow in older documents and samples (reference §4.3).
const OLD_ESCROW: readonly string[] = ['fxassure', 'nzassure', 'alipay']

/** The trade type of a new order: as asked, credit where the account has it, else escrow; undefined where it is not offered. */
export function tradeTypeFor(member: Member, asked: string | undefined): string | undefined {
  const offered = tradeModes(member).map(({ tradeType }) => tradeType)
  if (asked === undefined) return member.creditFen === undefined ? 'assureTrade' : 'creditBuy'
  return offered.includes(asked) || OLD_ESCROW.includes(asked) ? asked : undefined
}
