import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { programFiles } from '../../packages/mini/build/program.ts'
import { targets } from '../../packages/mini/build/targets.ts'
import { bareRealm } from './bare.ts'
import { fakeHost, habits } from './fake-host.ts'

const folder = fileURLToPath(new URL('../../examples/mini-program', import.meta.url))
const programs = await Promise.all(
  targets.map(async (target) => ({ target, files: await programFiles(folder, target) })),
)

for (const { target, files } of programs) {
  const read = (path: string) => {
    const text = files[path]
    if (text === undefined) throw new Error(`mini-${target.name} has no ${path}`)
    return text
  }

  test(`mini-${target.name}: the project is complete: its file, its pages, every component that they name`, () => {
    // A tool refuses a folder without these.
    const project = JSON.parse(read('project.config.json'))
    expect(project).toMatchObject({ projectname: 'xiaopu', compileType: 'miniprogram' })
    expect(project.appid).toMatch(/\w{6,}/)
    expect(project.miniprogramRoot).toBe('./')
    expect(Object.keys(files).filter((path) => /^project\./.test(path))).toHaveLength(1)
    expect(read(`app.${target.style}`)).toContain('--xp-accent')
    const { pages } = JSON.parse(read('app.json')) as { pages: string[] }
    expect(pages).toHaveLength(8)
    for (const page of pages) {
      for (const end of ['js', target.template, target.style]) read(`${page}.${end}`)
      const { usingComponents } = JSON.parse(read(`${page}.json`))
      for (const path of Object.values<string>(usingComponents)) {
        const component = posix.join(posix.dirname(page), path)
        for (const end of ['js', 'json', target.template, target.style]) read(`${component}.${end}`)
      }
    }
    const foreign = targets.filter((each) => each.template !== target.template)
    for (const { template } of foreign) {
      expect(Object.keys(files).filter((path) => path.endsWith(`.${template}`))).toEqual([])
    }
  })

  test(`mini-${target.name}: every script is syntax of 2018 and the program opens its shop`, () => {
    for (const [path, text] of Object.entries(files)) {
      if (path.endsWith('.js')) expect(() => parse(text, { ecmaVersion: 2018 }), path).not.toThrow()
    }
    const started: { onShow(options: object): void }[] = []
    const pages: object[] = []
    const start = (app: { onShow(options: object): void }) => void started.push(app)
    const show = (page: object) => void pages.push(page)
    const { host } = fakeHost({ habits: habits[target.host] })
    const realm = bareRealm({ [target.host]: host, App: start, Page: show })
    const loaded = new Map<string, unknown>()
    const load = (path: string): unknown => {
      if (!loaded.has(path)) {
        const from = (other: string) => load(posix.join(posix.dirname(path), other))
        loaded.set(path, realm.load(read(path), from))
      }
      return loaded.get(path)
    }
    load('app.js')
    started[0]?.onShow({ query: { s: 'AbCd2345' } })
    for (const page of JSON.parse(read('app.json')).pages) load(`${page}.js`)
    expect([started.length, pages.length]).toEqual([1, 8])
    const { currentShop } = load('xiaopu/xiaopu.js') as { currentShop(): { channel: string } }
    expect(currentShop().channel).toBe(target.name)
  })
}

test('in WeChat nothing is asked of the app that its declared base library does not have', () => {
  const typings = createRequire(import.meta.url).resolve('miniprogram-api-typings/package.json')
  const api = readFileSync(typings.replace('package.json', 'types/wx/lib.wx.api.d.ts'), 'utf8')
  const sources = ['client/src/mini/host.ts', 'mini/src/shop/host.ts'].map((path) =>
    readFileSync(new URL(`../../packages/${path}`, import.meta.url), 'utf8'),
  )
  const asked = sources.flatMap((text) => [...text.matchAll(/^ {2}(\w+)\?\(/gm)].map(([, n]) => n))
  expect(asked.length).toBeGreaterThan(15)
  const floor = targets.find(({ name }) => name === 'wechat')?.library ?? ''
  const newer = asked.filter((name) => {
    const words = new RegExp(`\\[wx\\.${name}\\([\\s\\S]*?\\*/`).exec(api)?.[0] ?? ''
    const since = /^\* 需要基础库： `([\d.]+)`/m.exec(words)?.[1] ?? '1.0.0'
    return since.localeCompare(floor, 'en', { numeric: true }) > 0
  })
  expect(newer).toEqual([])
})
