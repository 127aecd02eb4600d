import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlatformDate } from './dates.ts'
import { eachOrder } from './each-order.ts'
import { openApi } from './open-api.ts'

interface Row {
  readonly id: string
  readonly createdAt: number
  changedAt: number
}

const begin = Date.parse('2026-11-23T02:00:00Z')
const hour = 3_600_000
const second = 1000
const oldMillis = 90 * 24 * hour

const readDate = (text: string | null): number | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})\+0800$/.exec(text ?? '')
  if (!match) return undefined
  const [, year, month, day, hours, minutes, seconds, millis] = match
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${millis}+08:00`)
}

/** A list call by its documented filters over orders that change between two requests. */
function shelf(rows: Row[], sort: (a: Row, b: Row) => number, between: (asked: number) => void) {
  let asked = 0
  let now = begin
  const api = openApi({
    baseUrl: 'https://gw.example',
    appKey: '1',
    appSecret: 's',
    token: 't',
    now: () => now,
    callsPerMinute: 100_000,
    delay: async () => {},
    fetch: async (_url, init) => {
      now += second
      between(asked++)
      const form = new URLSearchParams(String(init?.body))
      const found = rows
        .filter((row) => row.createdAt < now - oldMillis === (form.get('isHis') === 'true'))
        .filter((row) => {
          const [from, to] = [form.get('modifyStartTime'), form.get('modifyEndTime')].map(readDate)
          return row.changedAt >= (from ?? 0) && row.changedAt <= (to ?? Infinity)
        })
        .sort(sort)
      const start = (Number(form.get('page')) - 1) * 50
      return Response.json({
        result: found.slice(start, start + 50).map(trade),
        totalRecord: found.length,
      })
    },
  })
  return { api, now: () => now, asked: () => asked }
}

const trade = (row: Row) => ({
  baseInfo: {
    idOfStr: row.id,
    status: 'waitsellersend',
    totalAmount: 1,
    createTime: toPlatformDate(new Date(row.createdAt).toISOString()),
    modifyTime: toPlatformDate(new Date(row.changedAt).toISOString()),
  },
  productItems: [],
})

const sorts: Record<string, (a: Row, b: Row) => number> = {
  'newest first': (a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1),
  'last changed first': (a, b) => b.changedAt - a.changedAt || (a.id < b.id ? 1 : -1),
  'oldest first': (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
}

test.each(Object.entries(sorts))(
  'however orders change between two pages, each is told once (%s)',
  async (_, sort) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 320 }),
        fc.array(fc.nat(319), { maxLength: 60 }),
        fc.array(fc.nat(9), { maxLength: 30 }),
        async (count, touched, bursts) => {
          const rows = Array.from({ length: count }, (_each, index) => ({
            id: String(2_938_624_554_509_000_000n + BigInt(index)),
            createdAt: begin - oldMillis - 30 * hour + index * hour,
            changedAt: begin - 3 * hour + index * second,
          }))
          const before = new Set(rows.map(({ id }) => id))
          const queue = [...touched]
          const made: Row[] = []
          const stage = shelf(rows, sort, (asked) => {
            for (const index of queue.splice(0, bursts[asked] ?? 0)) {
              const row = rows[index]
              if (row) row.changedAt = stage.now()
            }
            if (asked % 7 === 3) {
              const row = { id: `9${asked}`, createdAt: stage.now(), changedAt: stage.now() }
              made.push(row)
              rows.push(row)
            }
          })
          const told: string[] = []
          const from = new Date(begin - 4 * hour).toISOString()
          for await (const order of eachOrder(stage.api, 'changed', { from }, stage.now)) {
            told.push(order.platformOrderId)
          }
          expect(new Set(told).size).toBe(told.length)
          const missing = [...before].filter((id) => !told.includes(id))
          expect(missing).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  },
)

test('a period that is long over is asked for once, and its end holds', async () => {
  const rows = Array.from({ length: 60 }, (_each, index) => ({
    id: String(index + 1),
    createdAt: begin - 48 * hour,
    changedAt: begin - 48 * hour + index * hour,
  }))
  const stage = shelf(rows, sorts['newest first'] as never, () => {})
  const period = {
    from: new Date(begin - 40 * hour).toISOString(),
    to: new Date(begin - 20 * hour).toISOString(),
  }
  const told: string[] = []
  for await (const order of eachOrder(stage.api, 'changed', period, stage.now)) {
    told.push(order.platformOrderId)
  }
  expect(told).toHaveLength(21)
  // The recent and the old table, a page each.
  expect(stage.asked()).toBe(2)
})
