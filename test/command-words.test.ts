import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Listing, SellerOrder, Share } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { buyer, type Placed } from './buyer-over-http.ts'
import { runCommandLine, startCommand } from './command-line.ts'

let data: string
let env: Record<string, string>
let running: Child
let placed: Placed

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-words-'))
  const port = await freePair()
  env = { PORT: String(port), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
  const keys = JSON.parse(await readFile(join(data, 'keys.json'), 'utf8'))
  placed = await buyer(keys.gateway, keys.publishable).placeOrder()
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

const xiaopu = (...line: string[]) => runCommandLine(line, env)

test('words that lead nowhere get a sentence that says what to type instead', async () => {
  const account = join(data, 'account.json')
  await writeFile(account, '{"provider": "wechat"}')
  const sentences: [RegExp, number, ...string[]][] = [
    [/没有找到货源「不存在的货」。换个词，或粘贴/, 1, 'import', '不存在的货'],
    [/缺少参数/, 2, 'import', ' '],
    [/没有第 99 页，一共 \d 页/, 0, 'search', '杯', '--page', '99'],
    [/--until 只能和 --allow 一起用/, 2, 'keys', '--new', '--until', '2027-01-01'],
    [/合计[ \d¥.]+\n$/, 0, 'report'],
    [/没有找到货源「zzzz」。换个词，或粘贴/, 0, 'search', 'zzzz'],
    [/--from 昨天 不能用，要写成 2026-11-01 这样/, 2, 'report', '--from', '昨天'],
    [/--min-profit x 不能用，要写成 19.9 这样/, 2, 'rule', '--min-profit', 'x'],
    [/读不了文件 nowhere.json：ENOENT/, 2, 'replay', 'nowhere.json'],
    [/读不了文件 nowhere.json：ENOENT/, 2, 'payments', 'wechat', '--file', 'nowhere.json'],
    [/account.json 里的 \S+ 没有写，或写得不对/, 2, 'payments', 'wechat', '--file', account],
    [/店里没有这个订单。xiaopu orders 列出编号/, 1, 'orders', 'ord_1'],
    [/店里没有这个订单。xiaopu orders 列出编号/, 1, 'orders', '261301250112345678'],
    [/店里没有这个订单。xiaopu orders 列出编号/, 1, 'orders', '261101120112345678'],
    [/店里没有这件商品.+xiaopu listings 列出编号/, 1, 'publish', 'lst_1'],
    [/share lst_1 不能用，应为 lst_… shop/, 2, 'share', 'lst_1'],
    [/--amount 0 不能用/, 2, 'refund', placed.order.id, '--amount', '0'],
    [/--amount 0 不能用/, 2, 'after-sales', 'approve', 'asc_1', '--amount', '0.00'],
    [/retry ord_1 不能用，应为 12 dif_… all/, 2, 'retry', 'ord_1'],
    [/retry all 不能用/, 2, 'retry', '12', 'all'],
    [/没有找到商品 999999999999，请核对/, 1, 'import', '999999999999'],
    [/「lst_2」是多出来的/, 2, 'rule', '30%', 'lst_2'],
    [/没认出地址.+整段用引号括起来/, 1, 'address', placed.order.id, '张三'],
    [/xiaopu orders \[ord_…\]/, 0, 'help', 'orders'],
    [/没有「nothing」这个命令/, 2, 'help', 'nothing'],
    [/已经有店用了网址名 demo，换一个/, 1, 'open', 'demo'],
    [/My Shop 不能当网址名：只用小写字母/, 1, 'open', 'My Shop'],
  ]
  for (const [sentence, exitCode, ...line] of sentences) {
    const { code, stdout, stderr } = await xiaopu(...line)
    expect([line, code, stdout + stderr]).toEqual([line, exitCode, expect.stringMatching(sentence)])
  }
}, 120_000)

test('a listing that cannot be put on sale does not keep the others off, and is named', async () => {
  const listings: Listing[] = JSON.parse((await xiaopu('listings', '--json')).stdout)
  const [first = '', second = ''] = listings.map(({ id }) => id)
  const { code, stdout, stderr } = await xiaopu('pause', first, 'lst_1', second, '--json')
  expect([code, stderr]).toEqual([1, expect.stringMatching(/LISTING_NOT_FOUND.+lst_1/)])
  const paused: Listing[] = JSON.parse(stdout)
  expect(paused.map(({ id, state }) => `${id} ${state}`)).toEqual([
    `${first} paused`,
    `${second} paused`,
  ])
  const again = await xiaopu('publish', first, 'lst_1', 'lst_2', second)
  expect(again.stdout).toContain('已发布 2 件商品')
  expect(again.stderr).toMatch(/2 件没有办成：\n.+listing=lst_1.+\n.+listing=lst_2/)
})

test('a coupon that is stopped again, as after an answer that was not heard, is stopped', async () => {
  expect((await xiaopu('coupons', 'MIA5', '--off', '5', '--until', '2099-12-31')).code).toBe(0)
  for (const stopped of ['MIA5', 'ｍｉａ5']) {
    const { code, stdout } = await xiaopu('coupons', '--stop', stopped)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/MIA5.+已停用/)])
  }
  expect((await xiaopu('coupons', '--stop', 'NOBODY')).stderr).toContain('[COUPON_NOT_FOUND')
})

test('a restricted key is called one', async () => {
  const { stdout } = await xiaopu('keys', '--allow', 'orders:read', '--name', '记账')
  expect(stdout).toMatch(/^ +受限密钥 +xrk_/)
})

test('a key and an address as people copy them are read, or the right one is named', async () => {
  const { secret, gateway } = JSON.parse(await readFile(join(data, 'keys.json'), 'utf8'))
  const read = (XIAOPU_URL: string, XIAOPU_KEY: string) =>
    runCommandLine(['shop'], { ...env, XIAOPU_URL, XIAOPU_KEY })
  expect((await read(`${gateway}/`, ` ${secret}\n`)).code).toBe(0)
  const page = await read(`${gateway}/shop/demo`, secret)
  expect([page.code, page.stderr]).toEqual([1, expect.stringContaining(`应为 ${gateway}\n`)])
  const bare = await read('shop.example', secret)
  expect([bare.code, bare.stderr]).toEqual([1, expect.stringContaining('应为 https://…\n')])
})

test('an order is found by the number that its buyer tells', async () => {
  const { number, id } = placed.order
  for (const typed of [number, `'${number}`]) {
    const { stdout } = await xiaopu('orders', typed, '--json')
    const [order]: SellerOrder[] = JSON.parse(stdout)
    expect(order?.id).toBe(id)
  }
  const { stdout } = await xiaopu('orders', number, '--timeline')
  expect(stdout).toContain(id)
  // The same clock as everywhere else in the terminal: China's.
  const [, placedAt = ''] =
    /(\d{4}-\d\d-\d\d \d\d:\d\d)/.exec((await xiaopu('orders', number)).stdout) ?? []
  expect(stdout).toContain(`${placedAt}:`)
})

test('an order that waits for its money is listed with its total: nothing is paid or earned', async () => {
  const { stdout } = await xiaopu('orders')
  expect(stdout).toMatch(/订单金额/)
  expect(stdout).not.toMatch(/实付/)
  expect(stdout).toMatch(/待付款 +¥[\d.]+ +- +-/)
})

test('a link that is taken back says so, and works again when it is asked for without a day', async () => {
  const made: { share: Share } = JSON.parse(
    (await xiaopu('share', 'shop', '--name', '周五', '--json')).stdout,
  )
  const back = await xiaopu('share', 'shop', '--name', '周五', '--until', '2020-01-01')
  expect([back.code, back.stderr]).toEqual([0, ''])
  expect(back.stdout).toBe(`已收回 ${made.share.url}，打开它的人会看到链接已失效\n`)
  expect((await fetch(made.share.url, { redirect: 'manual' })).status).toBe(410)
  expect((await xiaopu('share', 'shop', '--name', '周五')).code).toBe(0)
  expect((await fetch(made.share.url, { redirect: 'manual' })).status).toBe(302)
})

test('pictures of a share are what their names say', async () => {
  const at = (name: string) => join(data, name)
  for (const line of [
    [at('poster.png'), '--poster', 'square'],
    ['--qr', at('code.jpg')],
  ]) {
    const { code, stderr } = await xiaopu('share', 'shop', ...line)
    expect([code, stderr]).toEqual([2, expect.stringMatching(/不能用，应为 \*\.svg/)])
  }
  expect([existsSync(at('poster.png')), existsSync(at('code.jpg'))]).toEqual([false, false])
  const { code } = await xiaopu('share', 'shop', at('poster.svg'), '--qr', at('code.PNG'))
  expect(code).toBe(0)
  expect(await readFile(at('poster.svg'), 'utf8')).toMatch(/^<svg/)
  expect((await readFile(at('code.PNG'))).subarray(1, 4).toString()).toBe('PNG')
})
