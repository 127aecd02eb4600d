import { expect, test } from 'vitest'
import { isProduction } from './production.ts'

test.each([
  'https://shop.example',
  'http://shop.example.com:8688',
  'https://203.0.113.9',
  'https://[2001:db8::1]',
  'https://abc.trycloudflare.com',
])('a gateway whose public address is %s is in production', (url) => {
  expect(isProduction({ XIAOPU_URL: url })).toBe(true)
})

test.each([
  '',
  'http://127.0.0.1:8688',
  'http://localhost:8688',
  'http://192.168.1.20:8688',
  'http://10.0.0.4',
  'http://172.20.3.4',
  'http://[::1]:8688',
  'http://[fd00::1]',
  'http://macbook.local:8688',
  'http://gateway:8688',
])('one at %j is not, unless it says so', (url) => {
  expect(isProduction({ XIAOPU_URL: url })).toBe(false)
  expect(isProduction({ XIAOPU_URL: url, NODE_ENV: 'production' })).toBe(true)
})
