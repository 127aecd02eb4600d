import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { dialects } from './stage.ts'
import { parseTemplate, type TemplateNode } from './template.ts'

const dist = fileURLToPath(new URL('../../packages/mini/dist/', import.meta.url))
const filesOf = (folder: string, pattern: string) => globSync(pattern, { cwd: join(dist, folder) })
const read = (folder: string, file: string) => readFileSync(join(dist, folder, file), 'utf8')

function all(node: TemplateNode): TemplateNode[] {
  return [node, ...node.children.flatMap((each) => (typeof each === 'string' ? [] : all(each)))]
}

for (const { folder, host, template } of dialects) {
  test(`${folder}: all components together stay below 300 kB`, () => {
    const files = filesOf(folder, '**/*.*')
    const bytes = files.reduce((sum, file) => sum + statSync(join(dist, folder, file)).size, 0)
    expect(files.length).toBeGreaterThan(40)
    expect(bytes).toBeLessThan(300 * 1024)
  })

  test(`${folder}: every script is syntax of 2018, without import() and lookbehind`, () => {
    for (const file of filesOf(folder, '**/*.js')) {
      const code = read(folder, file)
      expect(() => parse(code, { ecmaVersion: 2018 }), file).not.toThrow()
      expect(code, file).not.toMatch(/\bimport\s*\(|\(\?<[=!]|\beval\(|new Function/)
    }
  })

  test(`${folder}: every component that a template or a json names is there`, () => {
    for (const file of filesOf(folder, '*/*.json')) {
      const { usingComponents } = JSON.parse(read(folder, file))
      const nodes = all(parseTemplate(read(folder, file.replace(/json$/, template)).trim()))
      const used = nodes.map(({ tag }) => tag).filter((tag) => tag.startsWith('xp-'))
      expect(Object.keys(usingComponents).sort(), file).toEqual([...new Set(used)].sort())
      for (const path of Object.values<string>(usingComponents)) {
        const there = filesOf(folder, `${join(dirname(file), path)}.*`).length
        expect(there, path).toBe(4)
      }
    }
  })

  test(`${folder}: templates speak this app's dialect and no other`, () => {
    const others = dialects.filter((each) => each.host !== host).map((each) => `${each.host}:`)
    for (const file of filesOf(folder, `*/*.${template}`)) {
      const nodes = all(parseTemplate(read(folder, file).trim()))
      const names = nodes.flatMap(({ attributes }) => Object.keys(attributes))
      const foreign = names.filter((name) => others.some((prefix) => name.startsWith(prefix)))
      expect(foreign, file).toEqual([])
    }
  })

  test(`${folder}: styles ask for no tags, ids or attributes, which components may not`, () => {
    for (const file of filesOf(folder, '*/*.{wxss,ttss,css}')) {
      const selectors = [...read(folder, file).matchAll(/(?:^|\})\s*([^{}@]+)\{/g)]
      for (const [, selector = ''] of selectors) {
        for (const each of selector.split(',')) {
          expect(each.trim(), file).toMatch(/^(:host|\.[\w-]+)(::after)?$/)
        }
      }
    }
  })
}

test('in WeChat, everything that can be tapped or filled in has a name for who only hears it', () => {
  for (const file of filesOf('wechat', '*/*.wxml')) {
    for (const node of all(parseTemplate(read('wechat', file).trim()))) {
      if (!/^(button|input|textarea|picker)$/.test(node.tag)) continue
      const words = node.children.some((each) => typeof each === 'string')
      expect(words || 'aria-label' in node.attributes, `${file} ${JSON.stringify(node)}`).toBe(true)
    }
  }
})

test('the colours that a shop may set have the names and values that they have in a web page', async () => {
  const web = readFileSync(
    new URL('../../packages/widgets/src/look/tokens.css.ts', import.meta.url),
    'utf8',
  )
  const light = /const light = \{([^}]*)\}/.exec(web)?.[1] ?? ''
  const values = Object.fromEntries(
    [...light.matchAll(/'?([\w-]+)'?: '(#\w+)'/g)].map(([, name, value]) => [name, value]),
  )
  const used = filesOf('wechat', '*/*.wxss').flatMap((file) => [
    ...read('wechat', file).matchAll(/var\(--xp-([\w-]+), (#\w+)\)/g),
  ])
  expect(used.length).toBeGreaterThan(20)
  for (const [, name = '', value] of used) expect([name, value]).toEqual([name, values[name]])
})
