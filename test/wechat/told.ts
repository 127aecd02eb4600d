import { randomBytes } from 'node:crypto'
import { Aes, Rsa } from 'wechatpay-axios-plugin'

/** Who signs and seals a notice, spelled by the library that is not ours. */
export interface Teller {
  readonly apiV3Key: string
  readonly serial: string
  readonly privateKey: string
  /** Unix seconds. */
  readonly seconds: number
}

/** A notice with its parts, to be changed before it is signed and after. */
export interface Told {
  readonly headers: Record<string, string>
  readonly body: string
}

export const paidTrade = {
  mchid: '1900000109',
  appid: 'wx5a4d8b00c0ffee01',
  out_trade_no: '26112416000000000101',
  transaction_id: '4200202611240000000000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  attach: '',
  success_time: '2026-11-24T16:00:00+08:00',
  payer: { openid: 'o01abcdefghijklmnop' },
  amount: { total: 1990, payer_total: 1990, currency: 'CNY', payer_currency: 'CNY' },
}

export const doneRefund = {
  mchid: '1900000109',
  out_trade_no: '26112416000000000101',
  transaction_id: '4200202611240000000000000001',
  out_refund_no: '01HXREFUND0000000000000001',
  refund_id: '5030202611240000000000000001',
  refund_status: 'SUCCESS',
  success_time: '2026-11-24T16:01:00+08:00',
  user_received_account: '支付用户零钱',
  amount: { total: 1990, refund: 990, payer_total: 1990, payer_refund: 990 },
}

/** What is sealed into a notice, as WeChat writes it. */
export function sealed(apiV3Key: string, fact: unknown, aad = 'transaction') {
  const nonce = randomBytes(6).toString('hex')
  const text = typeof fact === 'string' ? fact : JSON.stringify(fact)
  const ciphertext = Aes.AesGcm.encrypt(text, apiV3Key, nonce, aad)
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext,
    associated_data: aad,
    nonce,
  }
}

export function event(apiV3Key: string, fact: unknown, more: object = {}) {
  return {
    id: 'evt-2f1c4c5e',
    create_time: '2026-11-24T16:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: sealed(apiV3Key, fact),
    ...more,
  }
}

/** Signs any body as WeChat would. */
export function told(
  { serial, privateKey, seconds }: Omit<Teller, 'apiV3Key'>,
  body: string,
): Told {
  const timestamp = String(Math.floor(seconds))
  const nonce = randomBytes(16).toString('hex')
  return {
    body,
    headers: {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': Rsa.sign(`${timestamp}\n${nonce}\n${body}\n`, privateKey),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
  }
}
