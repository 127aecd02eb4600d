import type { House } from './house.ts'
import { wechatMerchant } from './keys.ts'
import type { WechatShipping } from './state.ts'

interface Upload {
  readonly order_key?: {
    readonly order_number_type?: number
    readonly transaction_id?: string
    readonly mchid?: string
    readonly out_trade_no?: string
  }
  readonly logistics_type?: number
  readonly delivery_mode?: number
  readonly is_all_delivered?: boolean
  readonly shipping_list?: readonly {
    readonly tracking_no?: string
    readonly express_company?: string
    readonly item_desc?: string
    readonly contact?: { readonly receiver_contact?: string }
  }[]
  readonly upload_time?: string
  readonly payer?: { readonly openid?: string }
}

/** Carriers as WeChat spells them, as far as they are known here. */
const companies = /^(SF|ZTO|YTO|STO|YD|YUNDA|JD|EMS|JTSD|DBL|YZPY|HTKY|BEST|OTHER)$/

const refuse = (errcode: number, errmsg: string) => ({ errcode, errmsg })

/** Takes what a mini-program tells of the parcels of a payment: once, and once again. */
export function takeShipping(house: House, upload: Upload): Record<string, unknown> {
  if (house.takeFault('busy')) return refuse(-1, 'system error')
  if (house.takeFault('shipping-refused')) return refuse(10060012, '系统错误')
  const { order_key: key, payer } = upload
  const trade = [...house.books.trades.values()].find((each) =>
    key?.order_number_type === 2
      ? each.transactionId === key.transaction_id
      : key?.mchid === wechatMerchant.mchid && each.outTradeNo === key.out_trade_no,
  )
  if (!trade?.transactionId) return refuse(10060001, '支付单不存在')
  if (trade.appid !== wechatMerchant.miniAppId || payer?.openid !== trade.openid)
    return refuse(10060002, '支付单与 openid 不匹配')
  const parcels = (upload.shipping_list ?? []).map((each) => ({
    company: each.express_company ?? '',
    number: each.tracking_no ?? '',
    goods: each.item_desc ?? '',
  }))
  const wrong = faultOf(upload, parcels)
  if (wrong) return refuse(10060019, wrong)
  const known = house.books.shippings.get(trade.transactionId)
  if (known?.isAllDelivered && known.uploads >= 2) return refuse(10060003, '重复发货次数超限')
  const shipping: WechatShipping = {
    transactionId: trade.transactionId,
    deliveryMode: upload.delivery_mode ?? 0,
    isAllDelivered: upload.delivery_mode === 1 || upload.is_all_delivered === true,
    openid: payer?.openid ?? '',
    parcels,
    uploads: (known?.uploads ?? 0) + 1,
  }
  house.write(() => house.books.shippings.put(trade.transactionId ?? '', shipping))
  return refuse(0, 'ok')
}

function faultOf(upload: Upload, parcels: WechatShipping['parcels']): string | undefined {
  if (upload.logistics_type !== 1) return 'logistics_type'
  if (upload.delivery_mode !== 1 && upload.delivery_mode !== 2) return 'delivery_mode'
  if (upload.delivery_mode === 1 && parcels.length !== 1) return 'shipping_list'
  if (parcels.length < 1 || parcels.length > 15) return 'shipping_list'
  if (parcels.some(({ company }) => !companies.test(company))) return 'express_company'
  if (parcels.some(({ number, goods }) => number === '' || goods === '' || goods.length > 120))
    return 'item_desc'
  const isSf = parcels.some(({ company }) => company === 'SF')
  const contacts = (upload.shipping_list ?? []).map(
    ({ contact }) => contact?.receiver_contact ?? '',
  )
  if (isSf && !contacts.some((contact) => /\*{4}\d{4}$/.test(contact))) return 'contact'
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/.test(upload.upload_time ?? ''))
    return 'upload_time'
  return undefined
}
