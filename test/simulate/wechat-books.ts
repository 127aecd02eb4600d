import type { Sandbox } from '@xiaopu/sandbox'
import type { Auditor } from './judge.ts'

/** Every fen that buyers paid at WeChat, that went back and that promoters have is in our books, and no other. */
export async function moneyAtWechat(
  { watcher }: Auditor,
  { wechatPay }: Sandbox,
): Promise<string[]> {
  const { rows } = await watcher.query<{ what: string; fen: number }>(`
    select 'paid' as what, coalesce(sum(amount), 0)::int as fen from payments
      where provider = 'wechat' and state in ('succeeded', 'duplicate', 'late_success')
    union all
    select 'refunded', coalesce(sum(refunds.amount), 0)::int
      from refunds join payments using (shop_id, payment_id)
      where provider = 'wechat' and refunds.state = 'succeeded'
    union all
    select 'with promoters', coalesce(sum(amount), 0)::int from ledger_entries
      where account = 'commission'`)
  const paid = wechatPay.trades().filter(({ transactionId }) => transactionId !== undefined)
  const refunds = wechatPay.refunds().filter(({ state }) => state === 'SUCCESS')
  const parts = wechatPay
    .shares()
    .flatMap((share) => share.parts)
    .filter(({ result }) => result === 'SUCCESS')
  const there: Readonly<Record<string, number>> = {
    paid: sum(paid.map(({ total }) => total)),
    refunded: sum(refunds.map(({ amount }) => amount)),
    'with promoters': sum(parts.map(({ amount, returned }) => amount - returned)),
  }
  return rows
    .filter(({ what, fen }) => there[what] !== fen)
    .map(({ what, fen }) => `WeChat says ${there[what]} ${what}, we say ${fen}`)
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, each) => all + each, 0)
