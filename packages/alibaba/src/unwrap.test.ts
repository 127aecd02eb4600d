import { expect, test } from 'vitest'
import { calls, openApi } from './index.ts'

/** An api whose platform always answers the same. */
const answering = (answer: string) =>
  openApi({
    baseUrl: 'https://gw.example',
    appKey: '1000000',
    appSecret: 'secret',
    token: 'token',
    delay: async () => {},
    fetch: async () => new Response(answer),
  })

const memo = { platformOrderId: '2938624554509662976', memo: '已联系' }

test('a call is run by its declaration', async () => {
  await expect(answering('{"success":"true"}').run(calls.addMemo, memo)).resolves.toBeUndefined()
})

test.each([
  ['{"success":false,"errorCode":"ORDER_NOT_EXIST"}', 'absent', 'ORDER_NOT_FOUND'],
  ['{"success":"false","errorCode":"NEVER_SEEN"}', 'retry', 'PLATFORM_BUSY'],
  ['{"errorCode":"400_3"}', 'rule', 'PLATFORM_REFUSED'],
  ['{"error_code":"gw.APIACLDecline"}', 'permission', 'PLATFORM_PERMISSION'],
  ['3', 'schema', 'PLATFORM_SCHEMA'],
])('%s is of the class %s', async (answer, errorClass, code) => {
  const running = answering(answer).run(calls.addMemo, memo)
  await expect(running).rejects.toMatchObject({ code, detail: { class: errorClass } })
})
