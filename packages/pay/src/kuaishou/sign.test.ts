import { expect, test } from 'vitest'
import { noticeSignature, signParams } from './sign.ts'

// The request of 担保支付 附录1; the figure is `printf '%s' '<text><secret>' | md5sum`.
const params = {
  open_id: '5b748c61ef2901405450656638e8f702d3',
  out_order_no: 'kdj1231113454676',
  total_amount: 100,
  subject: '肯德基10元代金券',
  type: 1,
  detail: '详情介绍',
  expire_time: 3600,
  notify_url: 'https://xxxx.kuaishou.com/zeus/epay/notify',
  app_id: 'ks707065143182423884',
}

test('a call is signed as md5sum signs the same text', () => {
  expect(signParams(params, 'a-secret')).toBe('9959761da43aa074d5fc4d130a25b911')
})

test('signature, token and empty values are no part of it', () => {
  const more = { ...params, sign: 'x', access_token: 'ChFvYXV0aC5hY2Nlc3N', attach: '' }
  expect(signParams(more, 'a-secret')).toBe('9959761da43aa074d5fc4d130a25b911')
  expect(signParams({ ...params, attach: '1' }, 'a-secret')).not.toBe(
    signParams(params, 'a-secret'),
  )
})

test('a notice is signed by its bytes', () => {
  // printf '%s' '{"data":{}}a-secret' | md5sum
  const body = new TextEncoder().encode('{"data":{}}')
  expect(noticeSignature(body, 'a-secret')).toBe('d3fab8ae55e20d3593c1e5027fe5fa1f')
})

test('an empty secret signs nothing', () => {
  expect(() => signParams(params, '')).toThrow('empty')
  expect(() => noticeSignature(new Uint8Array(), '')).toThrow('empty')
})
