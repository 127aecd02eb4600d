import type { CheckoutReason, ShareFinding, ShareRule } from '@xiaopu/domain'

export interface RuleText {
  readonly name: string
  /** @param channel - what people call it: 小红书 */
  readonly why: (channel: string) => string
  readonly instead: string
}

/** What is wrong with words before they are spread, why, and what to write instead. */
export const shareRules: {
  readonly rules: Readonly<Record<ShareRule, RuleText>>
  readonly severities: Readonly<Record<ShareFinding['severity'], string>>
  readonly checkout: Readonly<Record<CheckoutReason, string>>
  readonly noCode: (channel: string) => string
  readonly fine: string
  readonly notAll: string
} = {
  rules: {
    contact_info: {
      name: '联系方式',
      why: (channel) =>
        `${channel}不允许在内容里留电话、微信号或暗示私下联系，会限流、扣分甚至封号。`,
      instead: '删掉联系方式，请买家用平台自带的私信或客服。',
    },
    foreign_link: {
      name: '外部链接',
      why: (channel) => `${channel}里这个链接打不开，或者会被当成引流处理。`,
      instead: '删掉链接；要卖货，用平台自己的商品卡片或小程序。',
    },
    foreign_code: {
      name: '站外二维码',
      why: (channel) => `${channel}把带二维码的图片当作站外引流，发的人会被处罚。`,
      instead: '用不带二维码的海报。',
    },
    foreign_platform: {
      name: '其他平台的名字',
      why: (channel) => `在${channel}提别的平台，容易被判为把人引走。`,
      instead: '去掉平台名字，只说商品本身。',
    },
    copy_code: {
      name: '口令',
      why: (channel) => `${channel}不允许发要复制再打开的口令，会被删除或处罚。`,
      instead: '换成链接、商品卡片，或者只写商品名。',
    },
    absolute_term: {
      name: '绝对化用语',
      why: () => '广告法第九条禁止“国家级、最高级、最佳”这类说法，最低罚二十万元。',
      instead: '写可以核实的事实：材质、尺寸、数量、日期。',
    },
    medical_claim: {
      name: '医疗功效',
      why: () => '普通商品不能说有治疗、保健作用（广告法第十七条）。',
      instead: '只写用途和感受，不写功效。',
    },
    induced_share: {
      name: '诱导分享',
      why: (channel) => `用好处换转发、助力、集赞，在${channel}会被停掉链接或封域名。`,
      instead: '把优惠直接给下单的人，不要求转发。',
    },
    false_urgency: {
      name: '没有期限的催促',
      why: () => '说“最后一天、马上涨价”却没有截止时间，可能构成价格欺诈。',
      instead: '写清截止到哪天几点，或者真实的剩余件数。',
    },
    brand_claim: {
      name: '傍名牌',
      why: () => '“大牌同厂、原单、复刻”可能侵犯商标，也容易被投诉下架。',
      instead: '只写商品自己的品牌、材质和做工。',
    },
  },
  severities: { forbidden: '会被处罚', risky: '有风险' },
  checkout: {
    'own-checkout': '可以直接下单付款。',
    admitted: '平台已开通你的支付，可以直接下单付款。',
    'pay-in-mini-program': '网页在小程序里不能付款，会跳到小程序的付款页。',
    'platform-goods-only': '这里不能用小铺收款：看好商品后，跳到抖店的同款商品下单。',
    'needs-admission': '这里只展示商品。能不能收款取决于你的账号是否通过类目准入。',
    'local-life-only':
      '这里只展示商品。平台的担保支付面向到店服务，能否用于寄送的商品取决于你的账号。',
  },
  noCode: (channel) => `${channel}会处罚带二维码的图片，所以这张海报没有二维码。`,
  fine: '没有发现问题。',
  notAll: '规则常变，没有提示不等于一定合规。',
}
