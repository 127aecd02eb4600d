import { defaultPriceRule, fen } from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'
import { CommandError } from './command-error.ts'
import { commands } from './commands.ts'
import { helpOn, overview } from './help.ts'
import { markupText, readRule, ruleOptions } from './price-rule.ts'
import { policyText, readPolicy } from './purchase-policy.ts'
import { publicSecrets, readServices } from './services.ts'
import { readSettings } from './settings.ts'

const options = [{ name: 'json' }, { name: 'limit', value: 'n' }]
const { cli } = textsFor('en')

/** What a person reads when the work is refused. */
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof CommandError) return `${error.exitCode} ${error.say(cli)}`
    throw error
  }
  return ''
}

test('words and options come in any order', () => {
  const asked = readArguments(['a', '--limit', '3', 'b', '--json'], options)
  expect(asked.words).toEqual(['a', 'b'])
  expect(asked.flag('json')).toBe(true)
  expect(asked.number('limit', 1, 50)).toBe(3)
  expect(asked.text('absent')).toBeUndefined()
  expect(readArguments([], options).number('limit', 1, 50)).toBeUndefined()
})

test('what was typed wrong is named, and ends with exit code 2', () => {
  expect(refusal(() => readArguments(['--nope'], options))).toMatch(/^2 There is no option --nope/)
  expect(refusal(() => readArguments(['--limit'], options))).toMatch(/^2 The option --limit/)
  for (const limit of ['0', '51', '1.5', 'x', '']) {
    const asked = readArguments([`--limit=${limit}`], options)
    expect(refusal(() => asked.number('limit', 1, 50))).toMatch(/^2 --limit .*1 … 50/)
  }
  const asked = readArguments(['--limit', 'fax'], options)
  expect(refusal(() => asked.choice('limit', ['web', 'wechat']))).toMatch(/web wechat/)
})

test('what is not understood is not left out in silence', () => {
  expect(refusal(() => readArguments(['ord_1', '3.5'], options, 1))).toMatch(/^2 “3.5” is one word/)
  expect(refusal(() => readArguments(['x'], [], 0))).toMatch(/^2 “x”/)
  const twice = ['--limit', '1', '--limit', '2']
  expect(refusal(() => readArguments(twice, options))).toMatch(/^2 --limit was typed twice/)
  expect(readArguments(['--json', '--json', '--limit=1'], options, 0).given).toContain('limit')
})

const rule = (markup: string | undefined, ...more: string[]) =>
  readRule(readArguments(more, ruleOptions), markup, defaultPriceRule)

test('a price rule is typed as people say it', () => {
  expect(rule(undefined)).toBeUndefined()
  expect(rule('12.5%')?.markup).toEqual({ kind: 'percent', bp: 1250 })
  expect(rule('5')?.markup).toEqual({ kind: 'fixed', amount: fen(500) })
  expect(rule('10:50%,50:40%,30%')?.markup).toEqual({
    kind: 'bands',
    bands: [{ below: fen(1000), bp: 5000 }, { below: fen(5000), bp: 4000 }, { bp: 3000 }],
  })
  expect(rule(undefined, '--ending', '9.9', '--min-profit', '2')).toEqual({
    ...defaultPriceRule,
    ending: '9.9',
    minProfit: fen(200),
  })
})

test.each([
  ['２０％', '20%'],
  ['5元', '5'],
  ['￥５．５ 元', '5.5'],
  ['10元：50％，30％', '10:50%,30%'],
])('%s of a Chinese keyboard is %s', (typed, plain) => {
  expect(rule(typed)?.markup).toEqual(rule(plain)?.markup)
})

test.each([
  '',
  'x',
  '元',
  '1，5',
  '-5',
  '5%%',
  '10:50%',
  '50:40%,10:50%,30%',
  '30%,10:50%',
  '99999%',
  '1e3',
])('the markup %s is refused', (markup) => {
  expect(refusal(() => rule(markup))).toMatch(/^2 No markup/)
})

test.each(['12.5%', '10:50%,50:40%,30%'])('the markup %s is shown as it is typed', (markup) => {
  expect(markupText(rule(markup)?.markup ?? defaultPriceRule.markup)).toBe(markup)
})

test('a purchase policy is shown as it is typed, thousands too', () => {
  const rise = { riseTolerance: fen(100), riseToleranceBp: 300 }
  const most = { maxLoss: fen(2_000), maxPurchase: fen(200_000), maxPerDay: fen(2_000_000) }
  const policy = {
    ...rise,
    ...most,
    mode: 'auto',
    placeDelayMillis: 0,
    noAnswer: 'refund',
  } as const
  expect(readPolicy(policyText(policy))).toEqual(policy)
})

test.each([
  [{ PORT: 'x' }, 'PORT'],
  [{ PORT: '65535' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://me:secret@host' }, 'DATABASE_URL'],
  [{ XIAOPU_URL: 'shop.example' }, 'XIAOPU_URL'],
])('the setting %j is refused by its name, without what may be secret', (env, name) => {
  expect(refusal(() => readSettings(env))).toMatch(new RegExp(`^1 The variable ${name}=`))
  expect(refusal(() => readSettings(env))).not.toContain('secret')
})

const served = {
  ALIBABA_APP_KEY: '1',
  ALIBABA_APP_SECRET: 'own',
  ALIBABA_TOKEN: 't',
  CASHIER_URL: 'https://pay.example',
  CASHIER_MERCHANT: 'm',
  CASHIER_SECRET: 'own-too',
}

test('serve names the setting that is missing', () => {
  expect(refusal(() => readServices(served))).toBe('')
  for (const name of Object.keys(served)) {
    expect(refusal(() => readServices({ ...served, [name]: '' }))).toBe(
      `1 Set the variable ${name}`,
    )
  }
})

test("serve refuses the sandbox's public secrets in production, and only there", async () => {
  const { DEFAULT_APP_SECRET, defaultMerchant } = await import('@xiaopu/sandbox')
  expect(publicSecrets).toEqual([DEFAULT_APP_SECRET, defaultMerchant.secret])
  const open = { ...served, ALIBABA_APP_SECRET: DEFAULT_APP_SECRET }
  expect(refusal(() => readServices(open))).toBe('')
  expect(refusal(() => readServices({ ...open, NODE_ENV: 'production' }))).toMatch(
    /^1 ALIBABA_APP_SECRET still is/,
  )
})

test.each(['zh-CN', 'en'] as const)('help in %s names every command and every option', (locale) => {
  const texts = textsFor(locale).cli
  expect(overview(texts)).toContain(texts.usage)
  for (const command of commands) {
    expect(overview(texts)).toContain(`  ${command.name} `)
    const help = helpOn(command, texts)
    for (const { name } of command.options) expect(help).toContain(`--${name}`)
    expect(help).not.toMatch(/undefined|\[object/)
    // Sentences begin within an ordinary terminal, whatever may follow another option.
    for (const [before] of help.matchAll(/^ {2}--.*? {2,}(?=\S)/gm))
      expect(before.length).toBeLessThan(40)
  }
})
