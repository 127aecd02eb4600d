import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideContacts } from './contacts.ts'

const contacts = [
  '电话13812345678',
  '电话：138 1234 5678',
  '138-1234-5678 张先生',
  '1381 234 5678',
  '手机１３８１２３４５６７８',
  '１３８ １２３４ ５６７８',
  '1 3 8 1 2 3 4 5 6 7 8',
  '1.3.8.1.2.3.4.5.6.7.8',
  '①③⑧①②③④⑤⑥⑦⑧',
  '+86 13812345678',
  '0571-88123456',
  '021 6612 3456 不算，021-66123456 算',
  '400-820-8820',
  '4008208820',
  '加微信：shop_888',
  '微信号 hangzhou2020',
  '微信同号：abcdefg',
  '薇信 lily_shop',
  'V信：13800000',
  'VX: yiwu_toys',
  'vx yiwu8888',
  'wx：toyfactory',
  'WeChat ID: toyfactory',
  'QQ：123456789',
  'QQ群 12345678',
  'qq 1 2 3 4 5 6 7',
  '扣扣１２３４５６',
  '旺旺：义乌小店',
  '抖音号：dy_shop1',
  '公众号：义乌好货',
  'boss@factory.com.cn',
  '官网 www.factory.com',
  'https://shop.example/a?b=c',
  '详见 shop123.1688.com/page',
  'm.tb.cn/h.abc',
  '淘宝店：小王的铺子',
]

test.each(contacts)('%s leads past the shop', (text) => {
  expect(hideContacts(text)).toContain('***')
})

const harmless = [
  '尺码 150 160 170 180 190',
  '胸围 96 100 104 108 112 116',
  '规格：13*17*19cm，净重 1.35kg',
  '型号 610947572360',
  '货号 A2023-1156',
  '条码 6901234567892',
  'QQ糖 软糖 500g*20袋',
  'QQ弹弹 5包',
  '微信小程序下单立减',
  '支持微信支付、支付宝',
  'WeChat Pay and Alipay',
  'wechat official account',
  '2023-11-24 至 2023-12-31',
  '起订 10000 件，现货 138000 件',
  '304不锈钢 18/8 食品级',
  'Dr.Martens 同款 No.1',
  '价格 13.8-15.6 元',
  'VXL 码偏大',
  '电压220V 功率1500W 频率50Hz',
  'USB3.0 Type.C 5V/2A',
  '抖音同款 快手爆款',
  '旺旺雪饼 520g',
  '400g*24袋 800ml',
]

test.each(harmless)('%s is left as it stands', (text) => {
  expect(hideContacts(text)).toBe(text)
})

test('only the contact goes, the words around it stay', () => {
  expect(hideContacts('质量保证，加微信：shop_888，电话 138 1234 5678 。现货')).toBe(
    '质量保证，加***，电话 *** 。现货',
  )
})

test('a number keeps being hidden whatever stands around it', () => {
  const around = fc.string({ unit: fc.constantFrom('好', ' ', '，', '：', 'a', '\n') })
  fc.assert(
    fc.property(around, around, (before, after) => {
      expect(hideContacts(`${before}13812345678${after}`)).not.toContain('13812345678')
    }),
  )
})

test('what was cleaned is clean', () => {
  const piece = fc.oneof(fc.constantFrom(...contacts, ...harmless), fc.string())
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const once = hideContacts(pieces.join(' '))
      expect(hideContacts(once)).toBe(once)
    }),
  )
})

test.each(['1 '.repeat(50_000), 'a.'.repeat(50_000), 'qq'.repeat(50_000), 'a'.repeat(100_000)])(
  'a hostile text is read in no time (%#)',
  (text) => {
    const begun = performance.now()
    hideContacts(text)
    expect(performance.now() - begun).toBeLessThan(1_000)
  },
)
