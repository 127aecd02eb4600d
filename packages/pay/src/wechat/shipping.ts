import { type Shipping, type ShippingReport, ShopError, wechatCarrier } from '@xiaopu/domain'
import * as v from 'valibot'
import type { WechatAccount } from './account.ts'
import { askWechat, WechatRefusal } from './ask-wechat.ts'

const Token = v.object({ access_token: v.string(), expires_in: v.number() })
const Done = v.object({})

/** The token is not good any more. */
const badToken: readonly number[] = [40001, 40014, 42001]

/**
 * Tells WeChat of the parcels of a payment in a mini-program, which keeps the money until it knows
 * (`upload_shipping_info`). One parcel that is all is told as one delivery, everything else as a split
 * one with all parcels so far.
 */
export function wechatShipping(account: WechatAccount): Shipping {
  let token: { readonly text: string; readonly until: number } | undefined

  async function tokenNow(): Promise<string> {
    if (token && token.until > account.now()) return token.text
    const { miniAppId: appid, miniAppSecret: secret } = account
    if (!appid || !secret) throw refused('no mini-program')
    const body = { grant_type: 'client_credential', appid, secret }
    const got = await askWechat(account, '/cgi-bin/stable_token', {}, Token, body)
    token = { text: got.access_token, until: account.now() + (got.expires_in - 300) * 1000 }
    return token.text
  }

  return {
    async report(report) {
      const body = bodyOf(account.mchid, report)
      for (const isLast of [false, true]) {
        try {
          const query = { access_token: await tokenNow() }
          await askWechat(account, '/wxa/sec/order/upload_shipping_info', query, Done, body)
          return
        } catch (error) {
          if (!(error instanceof WechatRefusal)) throw error
          if (isLast || !badToken.includes(error.errcode)) throw refused(String(error.errcode))
          token = undefined
        }
      }
    },
  }
}

function bodyOf(mchid: string, report: ShippingReport) {
  const { outTradeNo, parcels, isComplete, payer, phone, at } = report
  const isOne = parcels.length === 1 && isComplete
  return {
    order_key: { order_number_type: 1, mchid, out_trade_no: outTradeNo },
    logistics_type: 1,
    delivery_mode: isOne ? 1 : 2,
    ...(!isOne && { is_all_delivered: isComplete }),
    shipping_list: parcels.slice(0, mostParcels).map(({ carrier, number, goods }) => ({
      tracking_no: number,
      express_company: codeOf(carrier),
      item_desc: [...goods].slice(0, 120).join(''),
      contact: { receiver_contact: phone },
    })),
    upload_time: inChina(at),
    payer: { openid: payer },
  }
}

/** As many as WeChat takes. */
const mostParcels = 15

function codeOf(carrier: string): string {
  const code = wechatCarrier(carrier)
  if (!code) throw refused('carrier')
  return code
}

/** `2026-11-24T16:15:00.000+08:00` */
function inChina(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}

function refused(reason: string): ShopError {
  return new ShopError('PLATFORM_REFUSED', { provider: 'wechat', reason })
}
