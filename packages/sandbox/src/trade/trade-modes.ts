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

/** What `tradeModeNameList` offers this account. */
export const tradeModes = (member: Member): readonly TradeMode[] =>
  member.creditFen === undefined ? [escrow] : [escrow, credit]

// Names of the same escrow in older documents and samples (reference §4.3).
const OLD_ESCROW: readonly string[] = ['fxassure', 'nzassure', 'alipay']

/** The trade type of a new order: as asked, credit where the account has it, else escrow; undefined where it is not offered. */
export function tradeTypeFor(member: Member, asked: string | undefined): string | undefined {
  const offered = tradeModes(member).map(({ tradeType }) => tradeType)
  if (asked === undefined) return offered.at(-1)
  return offered.includes(asked) || OLD_ESCROW.includes(asked) ? asked : undefined
}
