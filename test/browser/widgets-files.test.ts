import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { EmbedManifest } from '@xiaopu/widgets/server'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { shorten, shortNames } from '../../packages/widgets/build/shorten.ts'
import { english } from '../../packages/widgets/src/look/english.ts'
import { watch } from './watch.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const folder = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))
const manifest: EmbedManifest = JSON.parse(await readFile(`${folder}manifest.json`, 'utf8'))
const scripts = manifest.files.filter(({ file }) => file.endsWith('.js'))
const at = scene()
const names = [...shortNames(english).keys()]

/** Syntax that Chromium 75 and Safari 13 do not know, by the name of its node. */
function tooNew(node: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(node)) for (const each of node) tooNew(each, found)
  else if (typeof node === 'object' && node !== null) {
    const { type, operator, bigint, regex } = node as Record<string, unknown>
    if (type === 'ChainExpression' || type === 'PropertyDefinition' || type === 'StaticBlock')
      found.add(String(type))
    if (typeof operator === 'string' && /^(\?\?|\|\||&&)=$|^\?\?$/.test(operator))
      found.add(operator)
    if (typeof bigint === 'string') found.add('bigint')
    const { pattern = '' } = (regex ?? {}) as { pattern?: string }
    if (/\(\?<[=!]/.test(pattern)) found.add('lookbehind')
    for (const value of Object.values(node)) tooNew(value, found)
  }
  return found
}

test.each(scripts)('$entry is written in syntax that old web views know', async ({ file }) => {
  const program = parseAst(await readFile(folder + file, 'utf8'))
  expect([...tooNew(program)]).toEqual([])
})

test('a name that the build shortens is a property of a text only, wherever it stands', () => {
  const names = new Map([['soldOut', '$a']])
  const code = `const { soldOut, a: { soldOut: b = 1 } } = t; t.soldOut; t?.soldOut; t[soldOut]; ({ soldOut, 'x': soldOut, soldOut() {} })`
  expect(shorten(code, names)).toBe(
    `const { $a:soldOut, a: { $a: b = 1 } } = t; t.$a; t?.$a; t[soldOut]; ({ $a:soldOut, 'x': soldOut, $a() {} })`,
  )
  expect(() => shorten(`'soldOut' in t`, names)).toThrow('said as a text')
})

test('no name that the build shortens means anything to a browser', async () => {
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog('', '')))
  const known = await page.evaluate((names) => {
    const scope = globalThis as unknown as Record<string, { prototype?: object } | undefined>
    const own = Object.getOwnPropertyNames(scope)
    const all = own.flatMap((name) => {
      const prototype = scope[name]?.prototype
      return [name, ...(prototype ? Object.getOwnPropertyNames(prototype) : [])]
    })
    const style = Object.keys(Object.getPrototypeOf(document.body.style))
    return names.filter((name) => all.includes(name) || style.includes(name))
  }, names)
  expect(known).toEqual([])
  expect(names.length).toBeGreaterThan(50)
})

test('the renderer is in one file only, and no schema or ky is in any', async () => {
  for (const { entry, file } of scripts) {
    const code = await readFile(folder + file, 'utf8')
    expect(code.includes('createElementNS'), entry).toBe(entry === 'first-card')
    expect(code).not.toMatch(/kind:`schema`|Failed to execute 'ky'|safeParse/)
  }
})

test('a pinned file is run only as it was built', async () => {
  const { page } = at.phone
  const watched = await watch(page)
  await page.route('**/first-card-*.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `${await answer.text()};evil()` })
  })
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), card(1, ''))))
  await expect.poll(() => watched.errors.join()).toContain('integrity')
  expect(await page.evaluate(() => customElements.get('xp-card'))).toBeUndefined()
})
