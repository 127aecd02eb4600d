import * as v from 'valibot'

const Parameter = v.union([v.string(), v.number(), v.record(v.string(), v.string())])

/**
 * What the buyer's side does next so that she can pay.
 *
 * - `redirect`: it goes to an address
 * - `qr`: it draws a QR code that she scans with her phone
 * - `bridge`: it hands parameters to the app it runs in, as they are: `wechat-jsapi` to
 *   `WeixinJSBridge.invoke('getBrandWCPayRequest')`, `wechat-mini` to `wx.requestPayment`, `alipay` to
 *   `my.tradePay`, `douyin` to `tt.pay`, `kuaishou` to `ks.pay`, `xiaohongshu` to
 *   `xhs.requestGuaranteeOrderPayment`
 *
 * What the app answers then proves nothing: the order is read again.
 */
export const PaymentStep = v.variant('kind', [
  v.object({ kind: v.literal('redirect'), url: v.string() }),
  v.object({ kind: v.literal('qr'), content: v.string() }),
  v.object({
    kind: v.literal('bridge'),
    bridge: v.picklist([
      'wechat-jsapi',
      'wechat-mini',
      'alipay',
      'douyin',
      'kuaishou',
      'xiaohongshu',
    ]),
    params: v.record(v.string(), Parameter),
  }),
])
export type PaymentStep = Readonly<v.InferOutput<typeof PaymentStep>>
