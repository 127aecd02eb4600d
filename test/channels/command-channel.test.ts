import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { runCommandLine, startCommand } from '../command-line.ts'

let data: string
let env: Record<string, string>
let running: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-channel-'))
  env = { PORT: String(await freePair()), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

async function say(line: readonly string[], more: Record<string, string> = {}): Promise<string> {
  const { stdout, stderr } = await runCommandLine(line, { ...env, ...more })
  return stdout + stderr
}

test('a seller sees what each app allows, and settles one; its secret is not shown again', async () => {
  const all = await say(['channel'])
  for (const words of ['微信', '抖音', '快手', '小红书', '取决于你的账号'])
    expect(all).toContain(words)
  const set = await say(
    [
      'channel',
      'wechat',
      '--site',
      'wx0123456789',
      '--mini',
      'wx9876543210',
      '--original',
      'gh_0123456789',
    ],
    { CHANNEL_SECRET: 'channel-secret-0123' },
  )
  expect(set).toContain('wx0123456789 (密钥已保存)')
  expect(set).toContain('gh_0123456789')
  expect(set + (await say(['channel', '--json']))).not.toContain('channel-secret')
  expect(await say(['channel', 'kuaishou', '--admitted', 'yes'])).toContain('平台已开通你的支付')
  expect(await say(['channel', 'fax'])).toContain('channel fax 不能用')
}, 60_000)

test('a seller is warned before she spreads what is punished, and her poster carries no code there', async () => {
  const poster = join(data, 'poster.svg')
  const said = await say([
    'share',
    'shop',
    poster,
    '--channel',
    'xiaohongshu',
    '--poster',
    'portrait',
    '--text',
    '全网最低价，加我微信 abc12345',
  ])
  expect(said).toContain('“微信 abc12345” 联系方式（会被处罚）')
  expect(said).toContain('“全网最低价” 绝对化用语（有风险）')
  expect(said).toContain('没有提示不等于一定合规')
  expect(said).toContain('这张海报没有二维码')
  expect(await readFile(poster, 'utf8')).not.toContain('crispEdges')
  await say([
    'share',
    'shop',
    poster,
    '--channel',
    'xiaohongshu',
    '--poster',
    'portrait',
    '--code',
    'always',
  ])
  expect(await readFile(poster, 'utf8')).toContain('crispEdges')
}, 60_000)

test('coupons are made, listed and stopped, and what makes no sense is named', async () => {
  expect(await say(['coupons'])).toContain('还没有优惠码')
  expect(await say(['coupons', 'MIA5', '--off', '5'])).toContain('--until')
  expect(await say(['coupons', 'MIA5', '--until', '2099-12-31'])).toContain('--off')
  const until = ['--until', '2099-12-31']
  expect(await say(['coupons', 'MIA5', '--off', '100%', ...until])).toContain('5 10%')
  expect(await say(['coupons', 'MIA5', '--off', 'five', ...until])).toContain('--off')
  expect(await say(['coupons', 'MIA5', '--off', '0', ...until])).toContain('5 10%')
  expect(await say(['coupons', 'MIA5', '--off', '5', '--most', '3', ...until])).toContain('--most')
  const terms = ['--off', '12.5%', '--most', '20', '--min-spend', '50', '--total', '30']
  const made = await say(['coupons', 'mia5', ...terms, ...until])
  for (const part of [
    'MIA5',
    '减 12.5%，最多 ¥20.00',
    '¥50.00',
    '0/30 单',
    '2099-12-31 23:59',
    '可用',
  ])
    expect(made).toContain(part)
  expect(made).toMatch(/用上它(都不|可能会)亏/)
  expect(await say(['coupons', 'GIFT', '--off', '99999', ...until])).toMatch(/会亏。亏得最多的是/)
  expect(await say(['coupons'])).toContain('MIA5')
  expect(await say(['coupons', '--stop', 'mia5'])).toContain('已停用')
  expect(await say(['coupons', '--stop', 'nobody'])).toContain('优惠码')
}, 60_000)

test('group deals are made, listed and ended, and what makes no sense is named', async () => {
  expect(await say(['groups'])).toContain('还没有拼团活动')
  const [listing] = JSON.parse(await say(['listings', '--json'])) as { id: string }[]
  const until = ['--until', '2099-12-31']
  const of = ['groups', listing?.id ?? '']
  expect(await say([...of, ...until])).toContain('--size')
  expect(await say([...of, ...until, '--size', '3'])).toContain('--off')
  expect(await say([...of, ...until, '--size', '1', '--off', '5'])).toContain('--size')
  expect(await say([...of, '--size', '3', '--off', '1'])).toContain('--until')
  const made = await say([...of, ...until, '--size', '3', '--off', '10%', '--hours', '48'])
  for (const part of ['3 人', '48 小时', '2099-12-31 23:59', '进行中', '每件利润', '拼团价'])
    expect(made).toContain(part)
  const [id] = /gdl_\w{26}/.exec(await say(['groups'])) ?? []
  expect(await say([...of, ...until, '--size', '4', '--off', '10%'])).toContain('--end')
  expect(await say(['groups', '--end', id ?? ''])).toContain('已结束')
  expect(await say(['groups', '--end', 'gdl_01ARZ3NDEKTSV4RRFFQ69G5FAV'])).toContain('拼团')
}, 60_000)

test('promoters are registered by a link and a part, and only where the shop has chosen to share', async () => {
  expect(await say(['promoters'])).toContain('还没有推广员')
  expect(await say(['promoters', 'o01anna'])).toContain('--share')
  const link = ['--share', 'shr_01ARZ3NDEKTSV4RRFFQ69G5FAV']
  expect(await say(['promoters', 'o01anna', ...link])).toContain('--permille')
  expect(await say(['promoters', 'o01anna', ...link, '--permille', '301'])).toContain('1 … 300')
  expect(await say(['promoters', 'o01anna', ...link, '--permille', '50'])).toContain(
    '这家店没有这个收款账户',
  )
  expect(await say(['payments', 'wechat', '--sharing', '3'])).toContain('0 1 2')
  expect(await say(['promoters', '--remove', 'prm_01ARZ3NDEKTSV4RRFFQ69G5FAV'])).toContain(
    '店里没有这位推广员',
  )
}, 60_000)
