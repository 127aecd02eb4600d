import * as v from 'valibot'
import { ProviderName } from './pay-surface.ts'
import { Instant } from './time.ts'

const word = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,128}$/))
const appId = v.pipe(v.string(), v.regex(/^wx[0-9a-zA-Z]{6,30}$/))

/** A key or certificate as text: `-----BEGIN …`. */
const Pem = v.pipe(v.string(), v.trim(), v.maxLength(8000), v.regex(/^-----BEGIN [A-Z ]+-----\s/))

/** An account with WeChat Pay, API v3. */
export const WechatPayAccount = v.strictObject({
  provider: v.literal('wechat'),
  /** 商户号 */
  mchid: v.pipe(v.string(), v.regex(/^\d{6,32}$/)),
  /** Serial number of the merchant's certificate, 商户证书序列号. */
  serial: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{8,64}$/)),
  /** The merchant's private key, `apiclient_key.pem`. */
  privateKey: Pem,
  /** APIv3 密钥 */
  apiV3Key: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{32}$/)),
  /**
   * What answers and notices are verified with: a WeChat Pay public key by its `PUB_KEY_ID_…`, or a
   * platform certificate by its serial number. Both during a switch.
   */
  verifiers: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^(PUB_KEY_ID_\w{1,60}|[0-9A-Fa-f]{8,64})$/)),
        pem: Pem,
      }),
    ),
    v.minLength(1),
    v.maxLength(4),
  ),
  /** The service account (服务号) whose pages take money, and what its logins are asked about with. */
  appId: v.optional(appId),
  appSecret: v.optional(word),
  /** The mini-program that takes money. */
  miniAppId: v.optional(appId),
  miniAppSecret: v.optional(word),
})
export type WechatPayAccount = Readonly<v.InferOutput<typeof WechatPayAccount>>

/** Keys and numbers of a shop at a provider. They go in and never come out again. */
export const PaymentAccount = v.variant('provider', [WechatPayAccount])
export type PaymentAccount = v.InferOutput<typeof PaymentAccount>

/** `off` takes no new payments; what came in is still given back through it. */
export const PaymentAccountState = v.picklist(['on', 'off'])
export type PaymentAccountState = v.InferOutput<typeof PaymentAccountState>

/** An account as its seller sees it: without any key. */
export const PaymentAccountView = v.object({
  provider: ProviderName,
  state: PaymentAccountState,
  /** The provider's number for who collects. */
  merchant: v.string(),
  /** What the provider has to be told: where it sends its notices. */
  notifyUrl: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type PaymentAccountView = Readonly<v.InferOutput<typeof PaymentAccountView>>
