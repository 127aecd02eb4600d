import { expect, test } from 'vitest'
import { wechatCarrier } from './shipping-report.ts'

test.each([
  ['顺丰速运', 'SF'],
  ['中通快递', 'ZTO'],
  ['圆通速递', 'YTO'],
  ['申通快递', 'STO'],
  ['韵达快递', 'YD'],
  ['京东物流', 'JD'],
  ['极兔速递', 'JTSD'],
  ['德邦快递', 'DBL'],
  ['EMS', 'EMS'],
  ['邮政快递包裹', 'YZPY'],
  ['一家没听说过的快递', undefined],
])('%s is %s to WeChat', (carrier, code) => {
  expect(wechatCarrier(carrier)).toBe(code)
})
