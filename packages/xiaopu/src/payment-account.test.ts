import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zhCn } from '@xiaopu/texts/zh-cn'
import { afterAll, expect, test } from 'vitest'
import { CommandError } from './command-error.ts'
import { readAccount } from './payment-account.ts'

const folder = mkdtempSync(join(tmpdir(), 'xiaopu-account-'))
afterAll(() => rmSync(folder, { recursive: true }))

const kept = (name: string, content: string | object): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const begin = (what: string) => `-----BEGIN ${what}-----\nAAAA\n-----END ${what}-----\n`
const account = {
  provider: 'wechat',
  mchid: '1900000109',
  serial: '5A4D8B00C0FFEE',
  privateKeyFile: 'apiclient_key.pem',
  apiV3Key: 'an-apiv3-key-of-thirty-two-bytes',
  verifiers: [{ id: 'PUB_KEY_ID_0119000001092026', pemFile: 'pub_key.pem' }],
  miniAppId: 'wx5a4d8b00c0ffee02',
}

test('an account names the files of its keys, which lie beside it', () => {
  kept('apiclient_key.pem', begin(['PRIVATE', 'KEY'].join(' ')))
  kept('pub_key.pem', begin('PUBLIC KEY'))
  const read = readAccount(kept('wechat.json', account))
  expect(read).toMatchObject({ provider: 'wechat', mchid: '1900000109' })
  expect(read).toMatchObject({ verifiers: [{ pem: begin('PUBLIC KEY').trim() }] })
})

test('an account that an editor of Windows saved is read like every other', () => {
  const marked = kept('marked.json', `\uFEFF${JSON.stringify(account)}\r\n`)
  expect(readAccount(marked)).toMatchObject({ mchid: '1900000109' })
})

test('of what is no JSON nothing is repeated: it may be a key', () => {
  const typed = kept('curly.json', '{ “apiV3Key”: “an-apiv3-key-of-thirty-two-bytes” }')
  let told = ''
  try {
    readAccount(typed)
  } catch (error) {
    if (error instanceof CommandError) told = error.say(zhCn.cli)
  }
  expect(told).toBe(`${typed} 不是 JSON：检查引号（要英文的 "）、逗号和括号，用 UTF-8 保存`)
})

test.each([
  ['no JSON', '{'],
  ['no provider', { ...account, provider: undefined }],
  ['a key that is too short', { ...account, apiV3Key: 'short' }],
  ['a field that nobody knows', { ...account, password: 'x' }],
])('an account with %s is refused by the field', (_what, content) => {
  expect(() => readAccount(kept('wrong.json', content))).toThrow()
})
