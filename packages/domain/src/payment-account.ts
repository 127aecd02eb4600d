import * as v from 'valibot'
import { ProviderName } from './pay-surface.ts'
import { Sharing } from './profit-share.ts'
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

/** A key as Alipay's tool writes it, bare base64, or as PEM. */
const RsaKey = v.pipe(v.string(), v.trim(), v.minLength(300), v.maxLength(8000))

/** An account with Alipay, in public-key mode. */
export const AlipayAccount = v.strictObject({
  provider: v.literal('alipay'),
  appId: v.pipe(v.string(), v.regex(/^\d{16}$/)),
  /** The merchant's own number, PID. */
  sellerId: v.pipe(v.string(), v.regex(/^2088\d{12}$/)),
  /** The app's private key. */
  privateKey: RsaKey,
  /** Alipay's public key for this app: not the app's own. */
  alipayPublicKey: RsaKey,
})

/** 担保支付 of a Douyin mini-program that was admitted to it. */
export const DouyinPayAccount = v.strictObject({
  provider: v.literal('douyin'),
  appId: v.pipe(v.string(), v.regex(/^tt[0-9a-z]{8,30}$/)),
  appSecret: word,
  /** SALT and Token of the pay settings. */
  salt: word,
  token: word,
})

/** 担保支付 of a Kuaishou mini-program that was admitted to it. */
export const KuaishouPayAccount = v.strictObject({
  provider: v.literal('kuaishou'),
  appId: v.pipe(v.string(), v.regex(/^ks\d{8,30}$/)),
  appSecret: word,
  /** 担保支付商品类目编号 of what the shop sells. */
  category: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})

/** Keys and numbers of a shop at a provider. They go in and never come out again. */
export const PaymentAccount = v.variant('provider', [
  WechatPayAccount,
  AlipayAccount,
  DouyinPayAccount,
  KuaishouPayAccount,
])
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
  /** Levels of promoters who are given parts of what is paid; 0 where nothing is shared. */
  sharing: Sharing,
  /** What the provider has to be told: where it sends its notices. */
  notifyUrl: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type PaymentAccountView = Readonly<v.InferOutput<typeof PaymentAccountView>>
