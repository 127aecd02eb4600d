import { expect, test } from 'vitest'
import { noticeSignature, signParams } from './sign.ts'

// Figures by `sort | paste -sd'&' | tr -d '\\n' | md5sum` and by `sha1sum` over the sorted texts.
const params = {
  app_id: 'tt0000000000000001',
  out_order_no: 'T20261124000101',
  total_amount: 1990,
  subject: '阿梅的小店',
  valid_time: 900,
  notify_url: 'https://shop.test/notify',
}

test('a call is signed as md5sum signs its sorted values', () => {
  expect(signParams(params, 'a-salt')).toBe('34bc7467b9e15529ef76d415a5aba3f4')
})

test('names, the app, the signature and empty values are no part of it', () => {
  const more = {
    ...params,
    app_id: 'tt2',
    sign: 'x',
    thirdparty_id: 'tp',
    cp_extra: '',
    extra: 'null',
  }
  expect(signParams(more, 'a-salt')).toBe('34bc7467b9e15529ef76d415a5aba3f4')
  const padded = { ...params, subject: ' 阿梅的小店 ' }
  expect(signParams(padded, 'a-salt')).toBe('34bc7467b9e15529ef76d415a5aba3f4')
  expect(signParams({ ...params, cp_extra: '1' }, 'a-salt')).not.toBe(signParams(params, 'a-salt'))
})

test('a notice is signed as sha1sum signs its sorted texts', () => {
  const msg = '{"appid":"tt1","cp_extra":"梅"}'
  expect(noticeSignature('a-token', { timestamp: '1602507471', nonce: '797', msg })).toBe(
    '5085c51f42bec911dd5ee0f9ff87f75fe147bdac',
  )
})

test('what an empty salt or token signs, anybody can sign', () => {
  expect(() => signParams(params, '')).toThrow('empty')
  expect(() => noticeSignature('', { timestamp: '1', nonce: '2', msg: '{}' })).toThrow('empty')
})
