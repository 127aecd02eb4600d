import { expect, test } from 'vitest'
import { openapi } from './openapi.ts'
import { table } from './table.ts'

test('every route stands once in the OpenAPI document', () => {
  const document = openapi({ server: 'http://shop.test', version: '1' })
  const paths = document.paths as Record<string, Record<string, unknown>>
  const printed = Object.values(paths).reduce((count, path) => count + Object.keys(path).length, 0)
  expect(printed).toBe(table.length)
  expect(new Set(table.map((route) => `${route.method} ${route.path}`)).size).toBe(table.length)
})

test('what a buyer may read has no place for cost, supplier or platform ids', () => {
  const forbidden = /"(cost|supplier|offerId|specId|platform|platformOrderId|profit|secret)"/i
  for (const route of table) {
    if (route.caller === 'seller') continue
    const printed = JSON.stringify(openapi({ server: 'http://shop.test', version: '1' }).paths)
    const one =
      JSON.parse(printed)[route.path.replaceAll(/:([a-z]+)/gi, '{$1}')][route.method.toLowerCase()]
    expect(JSON.stringify(one.responses[200]), route.path).not.toMatch(forbidden)
  }
})
