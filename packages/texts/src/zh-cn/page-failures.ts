import type { FailureDetail } from '@xiaopu/domain'
import { amountIn, numberIn, wordsIn } from '../facts.ts'
import type { PageFailureTexts } from '../failure-text.ts'
import { checkout } from './checkout.ts'

/** Names of address fields, as the form writes them. */
function fieldNames(missing: string): string {
  const names: Readonly<Record<string, string>> = checkout.fields
  return missing
    .split(',')
    .map((field) => names[field] || field)
    .join('、')
}

/** What may happen to who looks, buys and follows an order: all that pages can be answered. */
export const pageFailures: PageFailureTexts = {
  BAD_REQUEST: () => '提交的内容有误，请检查后再试。',
  BODY_TOO_LARGE: () => '提交的内容太大，请精简后再试。',
  NOT_FOUND: () => '没有找到，链接可能写错或已失效。',
  KEY_MISSING: () => '缺少店铺密钥。店主请重新复制完整的嵌入代码。',
  KEY_IN_BROWSER: () =>
    '店主密钥不能放在网页里，任何人都能看到。请马上停用这把密钥，改在服务器上使用新的。',
  KEY_UNKNOWN: () => '店铺密钥无效或已停用。店主请用 xiaopu share 重新复制代码。',
  ORIGIN_NOT_ALLOWED: (detail) =>
    `店铺不允许在${wordsIn(detail, 'origin') || '这个网站'}上使用。店主请把它加入允许的来源。`,
  SHOP_CLOSED: () => '店铺休息中，暂时不能下单。已下的订单不受影响。',
  REQUEST_IN_FLIGHT: () => '同样的请求正在处理，请稍等，不要重复提交。',
  LISTING_NOT_FOUND: () => '没有这件商品，链接可能写错了。去店里看看别的吧。',
  LISTING_NOT_ON_SALE: () => '这件商品不再销售了，去店里看看别的吧。',
  SKU_NOT_FOUND: () => '这个规格已经没有了，请重新选规格。',
  OUT_OF_STOCK: (detail) => {
    const left = numberIn(detail, 'left') || 0
    return left > 0
      ? `库存不够，只剩 ${left} 件，请减少数量。`
      : '已售罄，请换一个规格或看看别的商品。'
  },
  QUANTITY_INVALID: (detail) => `数量请填 1 到 ${numberIn(detail, 'max') || 999} 的整数。`,
  BELOW_MINIMUM: (detail) => {
    const minimum = numberIn(detail, 'minimum')
    return minimum ? `${minimum} 件起售，请增加数量。` : '没到起售数量，请增加数量。'
  },
  CART_NOT_FOUND: () => '购物车已过期，请重新加入商品。',
  CART_EMPTY: () => '购物车里没有可以买的商品，先挑几件吧。',
  CART_FULL: (detail) =>
    `购物车最多放 ${numberIn(detail, 'max') || 60} 种商品，请先结算或删掉一些。`,
  CART_ORDERED: () => '这个购物车已经下过单，不会再下一次。',
  PRICE_CHANGED: (detail) => `价格变了${change(detail)}，请确认新价格后再继续。`,
  TOTAL_CHANGED: (detail) => `应付金额变了${change(detail)}，请核对后重新提交。没有扣款。`,
  QUOTE_EXPIRED: () => '价格保留时间已过，请重新计算后再提交。',
  QUOTE_NOT_FOUND: () => '这份报价找不到了，请回到购物车重新结算。',
  COUPON_NOT_FOUND: () => '没有这个优惠码，请核对后再试。',
  COUPON_NOT_VALID: () => '这个优惠码不在有效期内，请换一个或直接付款。',
  COUPON_SPEND_MORE: (detail) =>
    `再买 ${amountIn(detail, 'missing') || '一些'} 的商品就能用这个优惠码。`,
  COUPON_USED_UP: (detail) =>
    detail.mine ? '这个优惠码你已经用过了。' : '这个优惠码已经被用完了，请换一个或直接付款。',
  GROUP_DEAL_OVER: () => '这个拼团活动结束了。可以按原价购买。',
  GROUP_BUY_OVER: () => '这个团结束了。可以参加别的团，或自己开一个。没有扣款。',
  GROUP_BUY_FULL: () => '这个团满员了。可以参加别的团，或自己开一个。没有扣款。',
  GROUP_BUY_JOINED: () => '这个手机号已在团里。把链接发给朋友，凑齐就成团。',
  ADDRESS_UNREADABLE: () => '没认出地址。请按「姓名 手机号 省市区 详细地址」粘贴，或逐项填写。',
  ADDRESS_INCOMPLETE: (detail) => {
    const missing = wordsIn(detail, 'missing')
    return missing ? `地址还差：${fieldNames(missing)}。` : '地址不完整，请补全后再提交。'
  },
  REGION_NOT_SERVED: (detail) =>
    `有商品送不到${wordsIn(detail, 'region') || '这个地区'}，请换个地址或删掉它再结算。`,
  ADDRESS_FIXED: () => '商品已在备货，或地址已经改过，不能再改。有问题请联系店主。',
  FREIGHT_CHANGED: (detail) =>
    `寄到新地址运费不同${change(detail)}。请取消订单，付过的钱会退回，再用新地址下单。`,
  ORDER_NOT_FOUND: () => '打不开这个订单，请用下单时的链接或设备。',
  ORDER_CLOSED: () => '订单已关闭，请重新下单。如果已经付款，会原路退回。',
  ORDER_ALREADY_PAID: () => '订单已经付过款了，不用再付。',
  BAD_TRANSITION: () => '现在不能这样操作，请刷新看看最新状态。',
  PAYMENT_NOT_FOUND: () => '没有这笔支付，请回到订单重新付款。',
  PAYMENT_NOT_HERE: () => '这里不能付款。请用手机浏览器打开这个订单，或联系店主。',
  LOGIN_REFUSED: () => '登录已失效，请返回后再付款。',
  ORDER_NOT_PAID: () => '订单还没有付款，或已经关闭，没有可退的款。',
  AFTER_SALE_OPEN: () => '这些商品已有售后在处理，请先等结果或撤销那一个。',
  EXCHANGE_OTHER_PRICE: () => '只能换同价的规格。要其他价格的，请退货退款后重新购买。',
  AFTER_SALE_TOO_LATE: () => '收货已久，过了售后期限。有问题请联系店主。',
  REFUND_TOO_MUCH: (detail) => {
    const left = amountIn(detail, 'left')
    return left ? `超过了还能退的数量或金额，最多还能退 ${left}。` : '超过了还能退的数量或金额。'
  },
  PROVIDER_BUSY: () => '收银台正忙，结果还不确定。请稍后回订单查看，不要重复付款。',
  PLATFORM_BUSY: () => '供货系统正忙，这次没有生效。请稍后再试。',
  PLATFORM_AUTH: () => '店铺与供货平台的授权失效了，请店主重新授权。',
  PLATFORM_PERMISSION: () => '店铺还没有这项供货权限，请店主到开放平台申请。',
  PLATFORM_REFUSED: () => '供货方没有接受这次请求，请换一件商品，或联系店主。',
  PLATFORM_SCHEMA: () => '供货平台的回答看不懂，为安全起见没有下单。请稍后再试或联系店主。',
  TOO_MANY_REQUESTS: later,
  OVERLOADED: later,
  MAINTENANCE: () => '店铺正在维护，请稍后再试。',
  OFFLINE: () => '没有网络。请检查网络，连上后再试。',
  TIMEOUT: () => '等了太久没有回应，请重试。',
  INTERNAL: () => '系统出了问题，不是你操作有误。请稍后再试。',
}

function change(detail: Parameters<typeof amountIn>[0]): string {
  const was = amountIn(detail, 'was')
  const now = amountIn(detail, 'now')
  if (was && now) return `：从 ${was} 到 ${now}`
  return now ? `：现在是 ${now}` : ''
}

/** Too much, by one visitor or by all of them. */
function later(detail: FailureDetail): string {
  const seconds = numberIn(detail, 'seconds')
  return `太忙了，请${seconds ? ` ${Math.ceil(seconds)} 秒` : '稍'}后再试。`
}
