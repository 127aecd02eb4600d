import { type Money, moneyParts } from '@xiaopu/domain'

/** An amount drawn from its parts, whole yuan large; read out as `label`. */
export function Price({ money, label, from }: { money: Money; label: string; from?: string }) {
  const { sign, symbol, integer, fraction } = moneyParts(money)
  return (
    <span part="price" class="price">
      <span class="off-screen">{label}</span>
      <span aria-hidden="true">
        <small>
          {sign}
          {symbol}
        </small>
        <b>{integer}</b>
        <small>.{fraction}</small>
        {from && <small class="from">{from}</small>}
      </span>
    </span>
  )
}
