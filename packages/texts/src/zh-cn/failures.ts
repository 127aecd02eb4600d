import { amountIn, wordsIn } from '../facts.ts'
import type { FailureTexts } from '../failure-text.ts'
import { pageFailures } from './page-failures.ts'

/** Every failure: what pages can be answered, and what sellers and their programs meet besides. */
export const failures: FailureTexts = {
  ...pageFailures,
  AFTER_SALE_NOT_FOUND: () => '没有这个售后申请，请刷新订单再看。',
  GROUP_DEAL_NOT_FOUND: () => '没有这个拼团活动，请回到商品页看看。',
  SHARE_NOT_FOUND: () => '这个分享已失效，请找发给你的人再要一个链接。',
  CHANNEL_BUSY: () => '平台正忙，这次没有生效，请稍后再试。',
  ORDER_UNDER_WAY: () => '订单还没有结束，收货信息还要用，暂时不能删除。',
  PLATFORM_IN_DOUBT: () => '采购结果还在确认，系统会自动查询，不用重复操作。',
  EXCHANGE_TOO_EARLY: () => '货还没有发完，不能换货。请等发货，或取消后重新购买。',
  IDEMPOTENCY_KEY_MISSING: () => '请求缺少 Idempotency-Key，请加上后再发。',
  IDEMPOTENCY_KEY_REUSED: () => '这个 Idempotency-Key 用在了另一个请求上，请换一个新的。',
  PAYMENT_MISMATCH: () => '支付金额与订单不符，订单没有变化，店主会核对处理。',
  METHOD_NOT_ALLOWED: () => '这个地址不支持这样的操作，请对照接口文档。',
  KEY_NOT_ALLOWED: ({ needed }) => `这把密钥没有这项权限${needed ? `（${needed}）` : ''}。`,
  KEY_NOT_FROM_HERE: ({ address }) =>
    `这把密钥不能从这里使用${address ? `（网关看到的地址是 ${address}）` : ''}。`,
  KEY_NOT_FOUND: () => '没有这把密钥。',
  KEYS_FULL: () => '同类密钥已经够多了，请先停用一把。',
  LAST_KEY: () => '这是最后一把密钥，停用后就进不来了。请先新建一把。',
  DOMAIN_NOT_LISTED: (detail) =>
    `小程序还不能访问${wordsIn(detail, 'domain') ?? '店铺的网址'}。店主请在小程序后台把它加入 request 合法域名。`,
  PRIVACY_REFUSED: () => '你没有允许，所以没有做。想做时请在右上角菜单的设置里允许，再点一次。',
  PAYMENT_ACCOUNT_NOT_FOUND: () => '这家店没有这个收款账户。',
  CHANNEL_NOT_SET_UP: () => '店铺还没有填这个平台的账号。店主请先用 xiaopu channel 填好。',
  CHANNEL_REFUSED: (detail) =>
    `平台拒绝了店铺的账号（${wordsIn(detail, 'code') ?? '没有说明原因'}）。店主请核对 AppID、密钥和 IP 白名单。`,
  PROMOTER_NOT_FOUND: () => '店里没有这位推广员，先列出推广员看看编号。',
  OFFER_NOT_FOUND: (detail) =>
    `1688 上没有找到商品${spaced(wordsIn(detail, 'offerId'))}，请核对链接或编号。`,
  OFFER_OFFLINE: () => '货源在 1688 上已下架，请换一个货源。',
  OFFER_NOT_DROPSHIPPABLE: () => '这个货源不支持一件代发，请换一个支持代发的货源。',
  OFFER_LINK_UNREADABLE: () => '没认出 1688 商品。请粘贴商品详情页的链接，或直接填商品编号。',
  COUPON_EXISTS: () => '这个优惠码正代表另一张券。换一个码，或先停用它（xiaopu coupons --stop）。',
  GROUP_DEAL_EXISTS: () =>
    '这件商品已经有一个拼团活动。先停掉它（xiaopu groups --end），再开新的。',
  LISTING_EXISTS: () => '这个货源已经在店里了，直接修改那件商品即可。',
  PRICE_BELOW_FLOOR: (detail) => {
    const floor = amountIn(detail, 'floor')
    return `售价低于最低利润要求${floor ? `，至少要 ${floor}` : ''}。请调高售价，或改小最低利润。`
  },
  PERSONAL_DATA_ERASED: () => '收货人信息已经删除，无法再查看。',
  REVEALS_SPENT: () => '今天查看收货信息的次数已经用完，请明天再看。',
  PAYMENT_NOT_GENUINE: () => '支付通知没有通过验证，已拒绝。请检查商户密钥和时间。',
  PURCHASE_NOT_FOUND: () => '没有这张采购单，请刷新订单再看。',
  PURCHASE_HELD: () => '这张采购单按店铺的采购规则暂停了，等店主决定。',
  PURCHASE_NO_REPLACEMENT: () => '没有找到同样规格、能代发的其他供货商，可以选择继续采购或退款。',
  MESSAGE_NOT_GENUINE: () => '消息没有通过验证，已拒绝。请检查应用密钥。',
  DIFFERENCE_NOT_FOUND: () => '没有找到这条差异，请刷新列表再试。',
  JOB_NOT_FOUND: () => '没有找到这个停下的任务，它可能已经重新执行。',
  CLOCK_WRONG: () => '服务器时间不准，通知稍后会重新送达。',
  WEBHOOK_NOT_FOUND: () => '店里没有这个通知地址，先列出通知地址看看编号。',
  WEBHOOK_URL_REFUSED: () => '通知地址要是公网的 https 地址，用默认端口，不带用户名和密码。',
}

function spaced(word: string | undefined): string {
  return word ? ` ${word}` : ''
}
