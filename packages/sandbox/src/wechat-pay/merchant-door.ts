import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import { WechatRefusal } from './refusal.ts'
import { isSigned } from './sign.ts'
import type { Stamps } from './state.ts'

export interface Caller {
  readonly stamps: Stamps
}

const nonceLife = 600_000
const scheme = 'WECHATPAY2-SHA256-RSA2048 '

/**
 * Checks who asks: merchant, serial number, time stamp, a nonce that was not used before, and the
 * signature over method, path with query, stamp, nonce and body.
 */
export function checkCaller(house: House) {
  const nonces = new Map<string, number>()
  const isFresh = (nonce: string): boolean => {
    const now = Date.now()
    for (const [old, at] of nonces) {
      if (now - at < nonceLife) break
      nonces.delete(old)
    }
    if (nonces.has(nonce)) return false
    nonces.set(nonce, now)
    return true
  }
  return ({ headers, method }: Request, url: URL, body: string): Caller => {
    const wrong = (message: string) => new WechatRefusal('SIGN_ERROR', message)
    if (!headers.get('user-agent')) throw wrong('缺少 User-Agent')
    const fields = readAuthorization(headers.get('authorization') ?? '')
    const field = (name: string) => fields.get(name) ?? ''
    if (field('mchid') !== wechatMerchant.mchid) throw wrong('商户号错误')
    if (field('serial_no') !== wechatMerchant.serial) throw wrong('商户证书序列号有误')
    const stamps = house.clockOf(field('timestamp'))
    if (!stamps) throw wrong('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
    const path = url.pathname.replace(/^\/wechat-pay(?=\/v3\/)/, '') + url.search
    const lines = [method, path, field('timestamp'), field('nonce_str'), body]
    if (!isSigned(house.keys.merchant().publicKey, lines, field('signature')))
      throw wrong('签名错误')
    if (!isFresh(field('nonce_str'))) throw wrong('nonce_str 重复')
    return { stamps }
  }
}

function readAuthorization(header: string): Map<string, string> {
  if (!header.startsWith(scheme)) return new Map()
  const pairs = [...header.slice(scheme.length).matchAll(/(\w+)="([^"]*)"/g)]
  return new Map(pairs.map(([, name = '', value = '']) => [name, value]))
}
