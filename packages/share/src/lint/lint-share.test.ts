import { Channel } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lintShare } from '../index.ts'

const told = (channel: Channel, text: string) =>
  lintShare({ channel, text }).map(({ rule, severity, words }) => `${rule} ${severity} ${words}`)
const rules = (channel: Channel, text: string) => [
  ...new Set(lintShare({ channel, text }).map(({ rule }) => rule)),
]

test.each([
  ['xiaohongshu', '喜欢的加我微信 abc12345 拿链接', 'contact_info'],
  ['xiaohongshu', '看主页有惊喜', 'contact_info'],
  ['xiaohongshu', '戳我拿', 'contact_info'],
  ['douyin', '电话 138 0013 8000', 'contact_info'],
  ['kuaishou', '＋V：xiaomei_88', 'foreign_platform'],
  ['douyin', '同款在 https://shop.example/s/AbCd2345', 'foreign_link'],
  ['xiaohongshu', '去淘宝搜', 'foreign_platform'],
  ['kuaishou', '抖音同名', 'foreign_platform'],
  ['douyin', '小红书上都在推', 'foreign_platform'],
  ['douyin', '复制这段话￥AbCdEfGh12￥打开', 'copy_code'],
  ['wechat', '看这个 https://item.taobao.com/item.htm?id=1', 'foreign_link'],
  ['wechat', '转发三个群领红包', 'induced_share'],
  ['wechat', '帮我砍一刀', 'induced_share'],
  ['wechat', '集满38个赞送一个', 'induced_share'],
  ['web', '全网最低价', 'absolute_term'],
  ['wechat', '这是最舒服的枕头', 'absolute_term'],
  ['wechat', '国家级工艺，销量第一', 'absolute_term'],
  ['wechat', '100%有效', 'absolute_term'],
  ['web', '能治疗失眠，还能减肥', 'medical_claim'],
  ['wechat', '最后一天，错过再等一年', 'false_urgency'],
  ['wechat', '马上涨价', 'false_urgency'],
  ['wechat', '大牌同厂，原单品质', 'brand_claim'],
] as const)('in %s “%s” is %s', (channel, text, rule) => {
  expect(rules(channel, text)).toContain(rule)
})

test.each([
  '最小起订量 2 件，最晚发货时间 48 小时',
  '最低起批 10 个，最大承重 5 公斤',
  '第一步打开盖子，第一次用请先清洗',
  '最近上新，最后附尺码表',
  '最新款式，唯一编码可查',
  '100%棉，纯棉面料',
  '万能充电器，增高鞋垫',
  '治愈系小夜灯',
  '今天 18:00 截止，最后 20 件',
  '截至 12 月 1 日，马上恢复原价',
  '不锈钢保温杯，500 毫升，¥19.90 包邮',
])('“%s” is said of goods every day and nothing is wrong with it', (text) => {
  for (const channel of Channel.options) expect(told(channel, text)).toEqual([])
})

test('people in WeChat may exchange accounts and links of their own', () => {
  expect(told('wechat', '加我微信 abc12345，链接 https://shop.example/s/AbCd2345')).toEqual([])
  expect(told('web', '电话 13800138000')).toEqual([])
})

test('a code in Moments is forbidden, in a chat it is a risk', () => {
  const text = '复制这段打开 ￥AbCdEfGh12￥'
  const severities = (surface: 'chat' | 'moments') => [
    ...new Set(lintShare({ channel: 'wechat', surface, text }).map(({ severity }) => severity)),
  ]
  expect(severities('moments')).toEqual(['forbidden'])
  expect(severities('chat')).toEqual(['risky'])
})

test('a picture with a code is punished in three apps and welcome in two', () => {
  const codes = Channel.options.filter(
    (channel) => lintShare({ channel, text: '', code: 'foreign' }).length > 0,
  )
  expect(codes).toEqual(['douyin', 'kuaishou', 'xiaohongshu'])
  expect(lintShare({ channel: 'douyin', text: '', code: 'own' })).toEqual([])
})

test('dodges are read: full-width letters, signs that nobody sees', () => {
  expect(rules('xiaohongshu', 'ｗｘ：ａｂｃ１２３４５')).toContain('contact_info')
  const hidden = '全\u200b网最\u200b低价'
  const [finding] = lintShare({ channel: 'web', text: `好货${hidden}！` })
  expect(finding).toMatchObject({ rule: 'absolute_term', from: 2, to: 9, words: hidden })
})

test('a place is told once, with the longest words', () => {
  expect(told('web', '全网最低价')).toEqual(['absolute_term risky 全网最低价'])
})

test('whatever the text, findings are in order and their words stand where they say', () => {
  const piece = fc.constantFrom(
    '最',
    '好',
    '微信',
    '加我',
    '￥',
    'AbCdEfGh12',
    '１３８',
    '00138000',
    ' ',
    '第一',
    '步',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(...Channel.options), (text, channel) => {
      const findings = lintShare({ channel, text, code: 'foreign' })
      let last = -1
      for (const { from = -1, to = -1, words } of findings) {
        expect(from).toBeGreaterThanOrEqual(last)
        last = from
        if (from >= 0) expect(text.slice(from, to)).toBe(words)
      }
    }),
  )
})
