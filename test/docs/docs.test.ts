import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { calls } from '@xiaopu/alibaba'
import { failures } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { anchor, bare, type Document, documents, target } from './documents.ts'
import { referencePages } from './reference.ts'
import { sources } from './sources.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const all = documents(root)
const find = (path: string) => all.find((document) => document.path === path)

test('the reference says what the sources say; if not, run pnpm reference', async () => {
  for (const { path, text } of await referencePages(root)) {
    expect(existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8'), path).toBe(text)
  }
})

test('every link in a document leads somewhere', () => {
  const broken = all.flatMap((from) =>
    from.links
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => !leads(from, link))
      .map((link) => `${from.path}: ${link}`),
  )
  expect(broken).toEqual([])
})

function leads(from: Document, link: string): boolean {
  const { path, fragment } = target(from, link)
  if (!existsSync(join(root, path))) return false
  return !fragment || (find(path)?.headings.some((each) => anchor(each) === fragment) ?? false)
}

test('what is written in English is written in Chinese: the same sections, the same code', () => {
  for (const [en, zh] of pairs()) {
    expect(zh, `${en.path} has no Chinese twin`).toBeDefined()
    if (!zh) continue
    const levels = ({ headings }: Document) => headings.map(({ level }) => level)
    expect(levels(zh), `sections of ${zh.path}`).toEqual(levels(en))
    const code = (document: Document) =>
      document.code
        // What people see printed is in their language.
        .filter(({ info }) => info !== 'text')
        .map(({ info, text }) => `${info}\n${bare(text)}`)
    expect(code(zh), `code in ${zh.path}`).toEqual(code(en))
  }
})

/** Guides and the README, each with its twin. */
function pairs(): [Document, Document | undefined][] {
  return all.flatMap((en): [Document, Document | undefined][] => {
    if (en.path === 'README.md') return [[en, find('README.zh-CN.md')]]
    if (!/^docs\/(?:channels\/)?[^/]+\.md$/.test(en.path) || en.path === 'docs/words.md') return []
    return [[en, find(en.path.replace('docs/', 'docs/zh/'))]]
  })
}

test('every Chinese guide has its English twin', () => {
  const alone = all
    .filter(({ path }) => path.startsWith('docs/zh/'))
    .filter(({ path }) => !find(path.replace('docs/zh/', 'docs/')))
  expect(alone.map(({ path }) => path)).toEqual([])
})

test('the guide to failures says of every code what to do', () => {
  for (const path of ['docs/when-something-fails.md', 'docs/zh/when-something-fails.md']) {
    const text = readFileSync(join(root, path), 'utf8')
    const unnamed = Object.keys(failures).filter((code) => !text.includes(`\`${code}\``))
    expect(unnamed, path).toEqual([])
  }
})

test('the guide to 1688 names every call that a shop makes', () => {
  const text = sources(root, 'packages/alibaba/src/*.ts').join('\n')
  const used = [...text.matchAll(/\bcalls\.(\w+)/g)].flatMap(([, name = '']) =>
    Object.hasOwn(calls, name) ? calls[name as keyof typeof calls].name : [],
  )
  expect(new Set(used).size).toBeGreaterThan(20)
  for (const path of ['docs/connect-1688.md', 'docs/zh/connect-1688.md']) {
    const guide = readFileSync(join(root, path), 'utf8')
    expect(used.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  }
})
