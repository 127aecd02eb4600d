import { ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { readJson } from '../json.ts'
import { type Params, signParams } from './sign.ts'

export interface DouyinAccount {
  /** Of the mini-program, `tt…`. */
  readonly appId: string
  /** The pay settings' SALT: calls are signed with it. */
  readonly salt: string
  /** The pay settings' Token: notices are signed with it. */
  readonly token: string
  /** Of the mini-program, for logins. */
  readonly appSecret: string
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
}

const Head = v.object({ err_no: v.number(), err_tips: v.optional(v.string(), '') })

/** 支付记录不存在 and 退款记录不存在: to a question, an answer. */
const unknownNumber: Readonly<Record<string, number>> = { query_order: 2000, query_refund: 3101 }

/**
 * One signed call of 担保支付. Its answers are not signed: they are believed for their TLS alone.
 *
 * @throws ShopError PAYMENT_NOT_FOUND for a question about a number nobody used, PROVIDER_BUSY for
 *   every other refusal: error 1000 itself says that the call may have been carried out
 */
export async function call<S extends v.GenericSchema>(
  account: DouyinAccount,
  operation: 'create_order' | 'query_order' | 'create_refund' | 'query_refund',
  params: Params,
  answer: S,
): Promise<v.InferOutput<S>> {
  const body = { app_id: account.appId, ...params }
  const url = `${account.baseUrl}/api/apps/ecpay/v1/${operation}`
  const { bytes } = await exchange('douyin', account.fetch, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, sign: signParams(body, account.salt) }),
  })
  const head = readJson(Head, bytes)
  if (!head) throw busy('douyin', 'shape')
  if (head.err_no === unknownNumber[operation])
    throw new ShopError('PAYMENT_NOT_FOUND', { provider: 'douyin', reason: head.err_no })
  if (head.err_no !== 0) throw busy('douyin', String(head.err_no), new Error(head.err_tips))
  const read = readJson(answer, bytes)
  if (!read) throw busy('douyin', 'shape')
  return read
}
