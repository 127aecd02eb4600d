import { expect, test } from 'vitest'
import { scriptAbove, sheetsIn } from './floor-script.ts'
import { styleAbove } from './floor-style.ts'

test.each([
  ['a?.b', '`?.`'],
  ['a ?? b', '`??`'],
  ['a ??= b', '`??=`'],
  ['a ||= b', '`||=`'],
  ['class A { x = 1 }', 'class field'],
  ['class A { #x() {} }', 'private name'],
  ['class A { static { a() } }', 'static block'],
  ['const big = 10n', 'BigInt'],
  ['/(?<=a)b/.test(c)', 'lookbehind'],
  ['/(?<!a)b/.test(c)', 'lookbehind'],
  ['new RegExp("(?<=a)b")', 'lookbehind in a text'],
  ['/a/v.test(b)', 'flag `v`'],
  ['await a()', 'top-level await'],
  ['for await (const a of b) c(a)', 'top-level await'],
  ['export * as a from "b"', '`export * as`'],
  ['"a".replaceAll("b", "c")', '`.replaceAll()`'],
  ['[1].at(-1)', '`.at()`'],
  ['Object.hasOwn(a, "b")', '`Object.hasOwn`'],
  ['structuredClone(a)', '`structuredClone`'],
  ['Promise.any([])', '`Promise.any`'],
])('a script with %s is above the floor', (code, what) => {
  expect(
    scriptAbove(code)
      .map((each) => each.what)
      .join(),
  ).toContain(what)
})

test('a script of the floor passes, and so does one that asks whether something is there', () => {
  const code = `
    export async function read(url, { limit = 3, ...rest }) {
      const { default: more } = await import('./more.js')
      for await (const part of more) console.log(part)
      return [...new Set([1, 2])].map((x) => ({ ...rest, x, limit: limit ** 2, here: import.meta.url }))
    }
    const words = /(?<year>\\d{4})\\p{L}/u
    if (globalThis.structuredClone) console.log('could')
    class A extends B { constructor() { super(); this.x = 1 } get y() { return this.x } }
  `
  expect(scriptAbove(code)).toEqual([])
})

test.each([
  ['.a{display:flex;gap:8px}', 'gap'],
  ['.a{position:absolute;inset:0}', '`inset` without'],
  ['.a{aspect-ratio:1/1}', 'aspect-ratio'],
  ['.a{height:100dvh}', 'dvh'],
  ['.a{width:min(100%,300px)}', 'min()'],
  ['.a{margin-inline:auto}', 'margin-inline'],
  [':is(.a,.b){color:red}', ':is()'],
  ['.a:has(.b){color:red}', ':has()'],
  ['.a:hover,.a:focus-visible{color:red}', ':focus-visible'],
  ['@media (min-width:1px){.a{display:inline-flex;column-gap:1px}}', 'gap'],
  ['.a{flex:1;min-height:0;overflow-y:auto}', '`flex:1` in a column'],
])('a sheet with %s is above the floor', (sheet, what) => {
  expect(styleAbove(sheet).join()).toContain(what)
})

test('a sheet passes where something older stands in, or where it asks first', () => {
  const sheet = `
    .a{top:0;right:0;bottom:0;left:0;inset:0;clip-path:inset(50%)}
    .b{padding-top:100%;aspect-ratio:1}
    .c{height:100vh;height:100dvh}
    .d{display:grid;gap:8px;grid-template-columns:repeat(auto-fill,minmax(160px,1fr))}
    .e:focus-visible{outline:2px solid}
    @supports (gap:1px){.f{display:flex;gap:8px}}
    .g{margin-inline-start:4px;--gap:min(1px,2px)}
    .h{flex:auto;min-height:0;overflow-y:auto}
    .i{flex:1;min-width:0}
  `
  expect(styleAbove(sheet)).toEqual([])
})

test('the sheets of elements are found in the text of a script', () => {
  const code = 'const css = `:host{display:block}.a{color:red}`; const other = "no {sheet}"'
  expect(sheetsIn(code)).toEqual([':host{display:block}.a{color:red}'])
})

test('a block of a sheet is read as a whole, whatever values are put into it', () => {
  const code = 'const css = `.dot{inset-inline-start:-17px;background:$' + '{line}}.b{color:red}`'
  const [sheet = '', ...others] = sheetsIn(code)
  expect(others).toEqual([])
  expect(styleAbove(sheet).join()).toContain('inset-inline-start')
})
