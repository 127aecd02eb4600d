import {
  Ending,
  failures,
  fen,
  LabelKind,
  LineState,
  OrderState,
  PaymentState,
  type PriceStep,
  priceOf,
  RefundState,
  ShipmentState,
} from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { localeOf, textsFor } from './index.ts'
import { zhCn } from './zh-cn.ts'

const locales = { 'zh-CN': zhCn, en }

/** `path → kind`: `text`, or `function/2` for one that takes two arguments. */
function shapeOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, 'text']])
  if (typeof value === 'function') return new Map([[path, `function/${value.length}`]])
  return new Map(
    Object.entries(value as object).flatMap(([name, inner]) => [
      ...shapeOf(inner, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

test('both languages have the same texts, and functions take the same number of facts', () => {
  expect(Object.fromEntries(shapeOf(en))).toEqual(Object.fromEntries(shapeOf(zhCn)))
  expect(shapeOf(zhCn).size).toBeGreaterThan(300)
})

test.each(Object.entries(locales))('no text is empty or unfinished in %s', (_locale, texts) => {
  const plain = [...flatten(texts)]
  expect(plain.filter(([, text]) => text.trim() !== text || text === '')).toEqual([])
})

function* flatten(value: unknown, path = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* flatten(inner, `${path}.${name}`)
  }
}

test.each(Object.entries(locales))('every failure says what happened in %s', (_locale, texts) => {
  expect(Object.keys(texts.failures).sort()).toEqual(Object.keys(failures).sort())
  const facts = {
    asked: 5,
    left: 2,
    max: 60,
    minimum: 3,
    was: 1990,
    now: 2190,
    floor: 1200,
    price: 1100,
    seconds: 1.2,
    offerId: '610000000000',
    origin: 'https://blog.example',
    region: '西藏自治区',
    missing: 'phone,street',
  }
  for (const text of Object.values(texts.failures)) {
    for (const detail of [{}, facts, { left: 0 }, { was: 'x', now: 1.5, floor: Number.NaN }]) {
      expect(text(detail)).toMatch(/^\S.{5,}[。.]$/)
      expect(text(detail)).not.toMatch(/undefined|NaN|null|\[object/)
    }
  }
})

test('a failure text names the facts it has', () => {
  expect(zhCn.failures.OUT_OF_STOCK({ asked: 3, left: 1 })).toBe(
    '库存不够，只剩 1 件，请减少数量。',
  )
  expect(zhCn.failures.TOTAL_CHANGED({ was: 1990, now: 2190 })).toContain('从 ¥19.90 到 ¥21.90')
  expect(zhCn.failures.ADDRESS_INCOMPLETE({ missing: 'phone,street' })).toBe(
    '地址还差：手机号、详细地址。',
  )
  expect(en.failures.PRICE_BELOW_FLOOR({ price: 1100, floor: 1200 })).toContain('at least ¥12.00')
})

test.each(Object.entries(locales))('every label and state has a text in %s', (_locale, texts) => {
  expect(Object.keys(texts.labels)).toEqual(LabelKind.options)
  expect(Object.keys(texts.orderStates)).toEqual(OrderState.options)
  expect(Object.keys(texts.orderHints)).toEqual(OrderState.options)
  expect(Object.keys(texts.shipmentStates)).toEqual(ShipmentState.options)
  expect(Object.keys(texts.paymentStates)).toEqual(PaymentState.options)
  expect(Object.keys(texts.refundStates)).toEqual(RefundState.options)
  expect(Object.keys(texts.widgets.cart.lineStates)).toEqual(LineState.options)
  expect(Object.keys(texts.pricing.endings).sort()).toEqual([...Ending.options].sort())
})

const steps: PriceStep[] = [
  ...priceOf(fen(1000), {
    markup: { kind: 'percent', bp: 1250 },
    ending: '9.9',
    minProfit: fen(500),
  }).trace,
  { step: 'fixed', added: fen(300), amount: fen(1300) },
  { step: 'band', bp: 3000, below: fen(2000), amount: fen(1300) },
  { step: 'band', bp: 1000, amount: fen(1100) },
  { step: 'manual', amount: fen(1990) },
]

test.each(Object.entries(locales))(
  'every price step is a sentence with its amount in %s',
  (_locale, texts) => {
    const said = steps.map((step) => texts.pricing.step(step))
    expect(
      said.filter((text, i) => !text.includes(`¥${(steps[i]?.amount.amount ?? 0) / 100}`)),
    ).toEqual([])
    expect(new Set(said).size).toBe(steps.length)
  },
)

test('a price explains itself in Chinese', () => {
  expect(steps.slice(0, 4).map(zhCn.pricing.step)).toEqual([
    '进货价 ¥10.00',
    '加价 12.5%，得 ¥11.25',
    '保证至少赚 ¥5.00，提到 ¥15.00',
    '进到尾数 9.9 元，得 ¥19.90',
  ])
})

test('buyers read nothing about 1688 or suppliers', () => {
  const buyers = {
    widgets: zhCn.widgets,
    hosted: zhCn.hosted,
    poster: zhCn.poster,
    hints: zhCn.orderHints,
  }
  for (const [, text] of flatten(buyers)) expect(text).not.toMatch(/1688|供货|进货|采购/)
})

test.each([
  [undefined, 'zh-CN'],
  ['', 'zh-CN'],
  ['*', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['zh-Hans-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['en;q=0.2, zh;q=0.7', 'zh-CN'],
  ['fr-FR, zh;q=0.3', 'zh-CN'],
  ['de', 'en'],
  ['zh;q=0, en', 'en'],
  ['EN_gb', 'en'],
])('someone who wants %s reads %s', (wanted, locale) => {
  expect(localeOf(wanted)).toBe(locale)
  expect(textsFor(localeOf(wanted))).toBe(locale === 'en' ? en : zhCn)
})
