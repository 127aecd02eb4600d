import { chinaTime } from '../china-time.ts'
import type { AlipayAccount } from './account.ts'
import { type Params, requestText, signRsa2 } from './sign.ts'

export interface AlipayRequest {
  /** e.g. `alipay.trade.query` */
  readonly method: string
  readonly content?: Readonly<Record<string, string>>
  /** Parameters of a method that takes them beside `biz_content`. */
  readonly more?: Params
  readonly notifyUrl?: string
  readonly returnUrl?: string
}

/** The parameters of a request with their signature, fit to travel as a form or in an address. */
export function signedParams(account: AlipayAccount, request: AlipayRequest): Params {
  const params: Params = {
    app_id: account.appId,
    method: request.method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: chinaTime(account.now()),
    version: '1.0',
    ...(request.notifyUrl !== undefined && { notify_url: request.notifyUrl }),
    ...(request.returnUrl !== undefined && { return_url: request.returnUrl }),
    ...request.more,
    ...(request.content && { biz_content: JSON.stringify(request.content) }),
  }
  return { ...params, sign: signRsa2(account.privateKey, requestText(params)) }
}

/** An address that opens the buyer's page at Alipay: everything is in it, nothing is asked first. */
export function pageUrl(account: AlipayAccount, request: AlipayRequest): string {
  const url = new URL(account.gatewayUrl)
  for (const [name, value] of Object.entries(signedParams(account, request)))
    url.searchParams.set(name, value)
  return url.href
}
