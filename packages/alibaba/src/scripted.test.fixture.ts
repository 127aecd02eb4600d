import type { Platform } from '@xiaopu/domain'
import { type AlibabaOptions, alibaba } from './alibaba.ts'

export interface Heard {
  /** The API's name. */
  readonly api: string
  readonly params: Readonly<Record<string, string>>
}

export type Reply = (call: Heard) => string | Response | Error | object

/** 1688 answered from a script, for shapes the sandbox does not send. Objects become JSON text. */
export function scripted(
  reply: Reply,
  options: Partial<AlibabaOptions> = {},
): { readonly platform: Platform; readonly heard: Heard[] } {
  const heard: Heard[] = []
  const platform = alibaba({
    baseUrl: 'https://gw.example',
    appKey: '1000000',
    appSecret: 'secret',
    token: 'token',
    now: () => 1_795_399_200_000,
    delay: async () => {},
    ...options,
    fetch: async (url, init) => {
      const api = /([^/]+)\/1000000$/.exec(String(url))?.[1] ?? ''
      const call = { api, params: Object.fromEntries(new URLSearchParams(String(init?.body))) }
      heard.push(call)
      const answer = reply(call)
      if (answer instanceof Error) throw answer
      if (answer instanceof Response) return answer
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
    },
  })
  return { platform, heard }
}

export const home = {
  name: '王小明',
  phone: '13812345678',
  province: '四川省',
  city: '成都市',
  district: '武侯区',
  regionCode: '510107',
  street: '科华北路62号',
}

export const line = { offerId: '712340056781', specId: 'a'.repeat(32), quantity: 2 }
