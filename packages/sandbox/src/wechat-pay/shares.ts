import type { Fields } from './fields.ts'
import type { House } from './house.ts'
import { WechatRefusal } from './refusal.ts'
import type { WechatReceiver, WechatShare, WechatShareReturn, WechatTrade } from './state.ts'
import { inChina, newNumber } from './trades.ts'

/** How long receivers wait for their parts. */
const underWay = 5_000
/** Of a payment, unless a merchant agreed to something else. */
const capPermille = 300
const [mostReceivers, mostShares, mostReturns] = [50, 50, 20]

const keyOf = ({ type, account }: Pick<WechatReceiver, 'type' | 'account'>) => `${type} ${account}`

function typeOf(body: Fields, name: string): WechatReceiver['type'] {
  const type = body.text(name)
  if (type === 'MERCHANT_ID' || type === 'PERSONAL_OPENID') return type
  throw new WechatRefusal('PARAM_ERROR', '分账接收方类型错误')
}

/** @param serial - id of the key that the name was encrypted for */
export function addReceiver(house: House, body: Fields, serial: string): Record<string, unknown> {
  const receiver = { type: typeOf(body, 'type'), account: body.text('account', 64) }
  body.text('appid', 32)
  const relation = body.text('relation_type', 32)
  const sealed = body.optional('name')
  const name = sealed === undefined ? undefined : house.keys.opened(serial, sealed)
  if (sealed !== undefined && name === undefined)
    throw new WechatRefusal('PARAM_ERROR', '敏感信息解密失败')
  if (receiver.type === 'MERCHANT_ID' && !name)
    throw new WechatRefusal('PARAM_ERROR', '商户类型的接收方必须传入商户全称')
  house.write(() =>
    house.books.receivers.put(keyOf(receiver), { ...receiver, ...(name && { name }) }),
  )
  return { ...receiver, relation_type: relation }
}

export function removeReceiver(house: House, body: Fields): Record<string, unknown> {
  const receiver = { type: typeOf(body, 'type'), account: body.text('account', 64) }
  house.write(() => house.books.receivers.remove(keyOf(receiver)))
  return receiver
}

const sharesOf = (house: House, { outTradeNo }: WechatTrade): WechatShare[] =>
  [...house.books.shares.values()].filter((share) => share.outTradeNo === outTradeNo)

/** Fen that are with receivers, or on their way. */
function sharedOf(house: House, trade: WechatTrade): number {
  const parts = sharesOf(house, trade).flatMap((share) => share.parts)
  return parts
    .filter(({ result }) => result !== 'CLOSED')
    .reduce((sum, { amount }) => sum + amount, 0)
}

function leftOf(house: House, trade: WechatTrade): number {
  if (!trade.isShared || trade.isFinished) return 0
  return Math.max(0, trade.total - trade.refunded - sharedOf(house, trade))
}

function tradeBy(house: House, transactionId: string): WechatTrade {
  const trade = [...house.books.trades.values()].find(
    (each) => each.transactionId === transactionId,
  )
  if (!trade) throw new WechatRefusal('RESOURCE_NOT_EXISTS', '记录不存在')
  return trade
}

/** The same number with the same words again is the same share. */
function known(house: House, body: Fields, begun: string): WechatShare | undefined {
  const outOrderNo = body.text('out_order_no', 64)
  if (!/^[0-9A-Za-z_\-|*@]+$/.test(outOrderNo))
    throw new WechatRefusal('PARAM_ERROR', 'out_order_no 格式错误')
  const share = house.books.shares.get(outOrderNo)
  if (share && share.begun !== begun)
    throw new WechatRefusal('INVALID_REQUEST', '请求参数与首次请求不一致')
  return share
}

function openTrade(house: House, body: Fields): WechatTrade {
  const trade = tradeBy(house, body.text('transaction_id', 32))
  if (!trade.isShared) throw new WechatRefusal('INVALID_REQUEST', '非分账订单不支持分账')
  if (trade.isFinished) throw new WechatRefusal('INVALID_REQUEST', '分账已完结')
  return trade
}

function keep(house: House, share: WechatShare, trade: WechatTrade): WechatShare {
  house.write(() => {
    house.books.shares.put(share.outOrderNo, share)
    house.books.trades.put(trade.outTradeNo, trade)
    house.later(house.now() + underWay, { kind: 'share', id: share.outOrderNo })
  })
  return share
}

function fresh(house: House, body: Fields, trade: WechatTrade, begun: string): WechatShare {
  const outOrderNo = body.text('out_order_no', 64)
  const orderId = newNumber('3008', house.now())
  const { outTradeNo } = trade
  return { outOrderNo, orderId, outTradeNo, begun, state: 'PROCESSING', parts: [] }
}

export function beginShare(house: House, body: Fields, raw: string): WechatShare {
  const again = known(house, body, raw)
  if (again) return again
  if (house.takeFault('share-refused')) throw new WechatRefusal('NO_AUTH', '商户号无分账权限')
  const trade = openTrade(house, body)
  body.text('appid', 32)
  const count = body.count('receivers')
  if (count < 1 || count > mostReceivers)
    throw new WechatRefusal('PARAM_ERROR', '分账接收方数量错误')
  if (sharesOf(house, trade).length >= mostShares)
    throw new WechatRefusal('RULE_LIMIT', '超出分账次数限制')
  const parts = Array.from({ length: count }, (_, at) => partOf(body, `receivers.${at}`))
  if (new Set(parts.map(keyOf)).size < count)
    throw new WechatRefusal('INVALID_REQUEST', '分账接收方重复')
  const wanted = parts.reduce((sum, { amount }) => sum + amount, 0)
  if (wanted > leftOf(house, trade)) throw new WechatRefusal('NOT_ENOUGH', '分账金额不足')
  const cap = Math.floor((trade.total * capPermille) / 1000)
  if (sharedOf(house, trade) + wanted > cap)
    throw new WechatRefusal('RULE_LIMIT', '分账金额超出最大分账比例')
  const isFinished = body.yes('unfreeze_unsplit')
  return keep(house, { ...fresh(house, body, trade, raw), parts }, { ...trade, isFinished })
}

function partOf(body: Fields, name: string): WechatShare['parts'][number] {
  return {
    type: typeOf(body, `${name}.type`),
    account: body.text(`${name}.account`, 64),
    amount: body.fen(`${name}.amount`),
    description: body.text(`${name}.description`, 80),
    result: 'PENDING',
    returned: 0,
  }
}

/** What is left goes to the merchant. */
export function finishShares(house: House, body: Fields, raw: string): WechatShare {
  const again = known(house, body, raw)
  if (again) return again
  if (house.takeFault('unfreeze-refused')) throw new WechatRefusal('NO_AUTH', '商户号无分账权限')
  const trade = openTrade(house, body)
  body.text('description', 80)
  return keep(house, fresh(house, body, trade, raw), { ...trade, isFinished: true })
}

/** Receivers get their parts; one that nobody made known, or that a fault strikes, gets nothing. */
export function endShare(house: House, outOrderNo: string): void {
  const share = house.books.shares.get(outOrderNo)
  if (share?.state !== 'PROCESSING') return
  const parts = share.parts.map((part) => {
    const isKnown = house.books.receivers.get(keyOf(part)) !== undefined
    const reason = isKnown
      ? house.takeFault('share-closed')
        ? 'ACCOUNT_ABNORMAL'
        : ''
      : 'NO_RELATION'
    return reason
      ? ({ ...part, result: 'CLOSED', reason } as const)
      : ({ ...part, result: 'SUCCESS' } as const)
  })
  house.write(() => house.books.shares.put(outOrderNo, { ...share, state: 'FINISHED', parts }))
}

function answerOf(house: House): void {
  if (house.takeFault('share-query-refused')) throw new WechatRefusal('NO_AUTH', '商户号无分账权限')
}

export function findShare(
  house: House,
  outOrderNo: string,
  transactionId: string | null,
): WechatShare {
  answerOf(house)
  const share = house.books.shares.get(outOrderNo)
  const trade = share && house.books.trades.get(share.outTradeNo)
  if (!share || trade?.transactionId !== transactionId)
    throw new WechatRefusal('RESOURCE_NOT_EXISTS', '记录不存在')
  return share
}

/** A share in WeChat's words. */
export function wireShare(house: House, share: WechatShare): Record<string, unknown> {
  const at = inChina(house.now())
  return {
    transaction_id: house.books.trades.get(share.outTradeNo)?.transactionId,
    out_order_no: share.outOrderNo,
    order_id: share.orderId,
    state: share.state,
    receivers: share.parts.map(({ type, account, amount, description, result, reason }) => ({
      ...{ type, account, amount, description, result, detail_id: share.orderId },
      ...{ create_time: at, finish_time: at },
      ...(reason && { fail_reason: reason }),
    })),
  }
}

export function amountsOf(house: House, transactionId: string): Record<string, unknown> {
  const trade = tradeBy(house, transactionId)
  return { transaction_id: transactionId, unsplit_amount: leftOf(house, trade) }
}

/** Takes back from a merchant, at once; persons are not taken back from. */
export function takeBackShare(house: House, body: Fields): WechatShareReturn {
  const [outOrderNo, outReturnNo] = [body.text('out_order_no', 64), body.text('out_return_no', 64)]
  const [account, amount] = [body.text('return_mchid', 32), body.fen('amount')]
  const before = house.books.shareReturns.get(outReturnNo)
  if (before) {
    if (before.amount === amount && before.account === account) return before
    throw new WechatRefusal('INVALID_REQUEST', '请求参数与首次请求不一致')
  }
  const share = house.books.shares.get(outOrderNo)
  const part = share?.parts.find((each) => each.type === 'MERCHANT_ID' && each.account === account)
  if (!share || part?.result !== 'SUCCESS')
    throw new WechatRefusal('INVALID_REQUEST', '分账接收方不支持回退')
  const returns = [...house.books.shareReturns.values()].filter((e) => e.outOrderNo === outOrderNo)
  if (returns.length >= mostReturns) throw new WechatRefusal('RULE_LIMIT', '超出回退次数限制')
  if (part.returned + amount > part.amount)
    throw new WechatRefusal('INVALID_REQUEST', '回退金额超过分账金额')
  const result = house.takeFault('share-return-failed') ? 'FAILED' : 'SUCCESS'
  const returnId = newNumber('3008', house.now())
  const made: WechatShareReturn = { outReturnNo, outOrderNo, returnId, account, amount, result }
  house.write(() => {
    house.books.shareReturns.put(outReturnNo, made)
    if (result === 'FAILED') return
    const parts = share.parts.map((each) =>
      each === part ? { ...each, returned: each.returned + amount } : each,
    )
    house.books.shares.put(outOrderNo, { ...share, parts })
  })
  return made
}

export function findShareReturn(
  house: House,
  outReturnNo: string,
  outOrderNo: string | null,
): WechatShareReturn {
  answerOf(house)
  const found = house.books.shareReturns.get(outReturnNo)
  if (!found || found.outOrderNo !== outOrderNo)
    throw new WechatRefusal('RESOURCE_NOT_EXISTS', '记录不存在')
  return found
}

export function wireShareReturn(house: House, made: WechatShareReturn): Record<string, unknown> {
  const at = inChina(house.now())
  return {
    order_id: house.books.shares.get(made.outOrderNo)?.orderId,
    out_order_no: made.outOrderNo,
    out_return_no: made.outReturnNo,
    return_id: made.returnId,
    return_mchid: made.account,
    amount: made.amount,
    result: made.result,
    ...(made.result === 'FAILED' && { fail_reason: 'TIME_OUT_CLOSED' }),
    create_time: at,
    finish_time: at,
  }
}
