import type { Channel } from '@xiaopu/domain'

/** What people call each app, dodges of the filters included. */
export const platformNames: Readonly<Record<Exclude<Channel, 'web'>, string>> = {
  wechat:
    '微信|微❤信|薇信|威信|维信|徽信|卫星号|[vV]❤?信|[＋+加] ?[vV](?![a-zA-Z])|\\b(?:wx|vx|weixin|wechat)\\b|公众号|朋友圈|小程序',
  douyin: '抖音|抖店|斗音|\\bdouyin\\b|\\bDY号',
  kuaishou: '快手|快手小店|\\bkuaishou\\b|老铁小店',
  xiaohongshu: '小红书|小红薯|薯店|红薯号|\\bxiaohongshu\\b|\\bRED号',
}

/** Shops and payments outside, which no app wants to hear of. */
export const marketNames =
  '淘宝|天猫|京东|拼多多|1688|阿里巴巴|闲鱼|微店|有赞|支付宝|\\b(?:taobao|tmall|pinduoduo|alipay)\\b|某宝|某东|某多多|桃宝|淘寳'

/** Sites that WeChat blocks, or shows behind a warning. */
export const blockedInWechat =
  /(?:taobao|tmall|1688|jd|pinduoduo|yangkeduo|douyin|iesdouyin|kuaishou|gifshow|chenzhongtech|xiaohongshu|xhslink)\.(?:com|cn)|\btb\.cn|\bv\.douyin/i

/** Asking for a private message, or for contact by a hint: contact details in other words. */
export const askingForContact =
  '(?:加|私|联系|滴滴|戳)(?:我|店主|群主)(?:微|号|VX?|好友|拿|领|进群|$|[，。！!~])?|主页(?:有|看|见)(?:号|联系|方式|微)?|看(?:我)?(?:主页|头像|简介|置顶)|(?:评论区?|后台)(?:留|扣|回复) ?(?:1|一|微|号|联系)|同号|进群|加群|扫码(?:进|加|购|下单|联系)|私信(?:我)?(?:拿|领|下单|发|给)'
