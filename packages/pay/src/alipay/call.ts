import { type FailureCode, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { readJson } from '../json.ts'
import type { AlipayAccount } from './account.ts'
import { memberText } from './member-text.ts'
import { type AlipayRequest, signedParams } from './request.ts'
import { isSignedRsa2 } from './sign.ts'

const text = v.pipe(v.string(), v.maxLength(4000))
const Signed = v.object({ sign: text })
const Head = v.object({
  // A login that went well says none.
  code: v.optional(text, '10000'),
  msg: v.optional(text, ''),
  sub_code: v.optional(text, ''),
  sub_msg: v.optional(text, ''),
})

/**
 * What a business refusal means for us. Every other one leaves the outcome open: Alipay's advice for
 * codes that one does not know is to ask for the trade.
 *
 * Source: error tables of alipay.trade.create, .query, .close, .refund and .fastpay.refund.query.
 */
const meanings: Readonly<Record<string, FailureCode>> = {
  'ACQ.TRADE_NOT_EXIST': 'PAYMENT_NOT_FOUND',
  'ACQ.TRADE_HAS_SUCCESS': 'ORDER_ALREADY_PAID',
  'ACQ.TRADE_HAS_CLOSE': 'ORDER_CLOSED',
  'ACQ.CONTEXT_INCONSISTENT': 'PAYMENT_MISMATCH',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': 'PAYMENT_MISMATCH',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': 'PAYMENT_MISMATCH',
  'ACQ.DISCORDANT_REPEAT_REQUEST': 'PAYMENT_MISMATCH',
}

/** A call about a trade; its answer must be about the same. */
export async function call<S extends v.GenericSchema<unknown, { out_trade_no: string }>>(
  account: AlipayAccount,
  request: AlipayRequest,
  answer: S,
): Promise<v.InferOutput<S>> {
  const read = await ask(account, request, answer)
  if (read.out_trade_no !== request.content?.out_trade_no) throw busy('alipay', 'other number')
  return read
}

/**
 * One signed call and its verified answer.
 *
 * What is not a genuine answer of the right shape leaves the outcome open: PROVIDER_BUSY, whose
 * detail says why. A refusal counts only when it is signed; wrong keys or a wrong app show as
 * Alipay's own `isv.…` word, which it does not sign.
 */
export async function ask<S extends v.GenericSchema>(
  account: AlipayAccount,
  request: AlipayRequest,
  answer: S,
): Promise<v.InferOutput<S>> {
  const { biz_content = '', ...system } = signedParams(account, request)
  const url = new URL(account.gatewayUrl)
  // With the charset in the address the body is read in it; in the body alone it comes too late.
  for (const [name, value] of Object.entries(system)) url.searchParams.set(name, value)
  const { ok, status, bytes } = await exchange('alipay', account.fetch, url.href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(biz_content ? { biz_content } : {}).toString(),
  })
  if (!ok) throw busy('alipay', `http ${status}`)
  const node = genuineNode(account, request.method, bytes)
  const head = readJson(Head, node)
  if (!head) throw busy('alipay', 'shape')
  if (head.code !== '10000') throw refusal(head)
  const read = readJson(answer, node)
  if (!read) throw busy('alipay', 'shape')
  return read
}

/** The verified part of an answer, as bytes. */
function genuineNode(account: AlipayAccount, method: string, bytes: Uint8Array): Uint8Array {
  const json = new TextDecoder().decode(bytes)
  const node =
    memberText(json, `${method.replaceAll('.', '_')}_response`) ??
    memberText(json, 'error_response')
  if (node === undefined) throw busy('alipay', 'shape')
  const raw = new TextEncoder().encode(node)
  const signature = readJson(Signed, bytes)?.sign ?? ''
  if (isSignedRsa2(account.alipayKey, node, signature)) return raw
  const said = signature === '' ? readJson(Head, raw) : undefined
  throw busy('alipay', said?.sub_code || 'signature', said && new Error(said.sub_msg || said.msg))
}

function refusal({ code, msg, sub_code, sub_msg }: v.InferOutput<typeof Head>): ShopError {
  const reason = sub_code || code
  const failure = Object.hasOwn(meanings, reason) ? meanings[reason] : undefined
  const cause = new Error(sub_msg || msg)
  return new ShopError(failure ?? 'PROVIDER_BUSY', { provider: 'alipay', reason }, { cause })
}
