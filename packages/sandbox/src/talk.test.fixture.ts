import { signatureOf, stringToSign } from './door/check-signature.ts'
import { type JsonObject, readJson, writeJson } from './json.ts'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, type Sandbox } from './sandbox.ts'
import { FIRST_TOKEN } from './world/world.ts'

export interface Answer {
  readonly status: number
  readonly body: JsonObject
}

type Params = Readonly<Record<string, string | number | bigint | boolean | object | undefined>>

/** A signed POST as an app makes it; objects become JSON text. For tests. */
export function signedRequest(
  api: string,
  params: Params = {},
  { token = FIRST_TOKEN, secret = DEFAULT_APP_SECRET, origin = 'http://sandbox' } = {},
): Request {
  const [namespace = '', rest = ''] = api.split(':')
  const [name = '', version = '1'] = rest.split('-')
  const path = `param2/${version}/${namespace}/${name}/${DEFAULT_APP_KEY}`
  const form = new Map<string, string>()
  if (token !== '') form.set('access_token', token)
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined) continue
    form.set(key, typeof value === 'object' ? writeJson(value as JsonObject) : String(value))
  }
  form.set('_aop_signature', signatureOf(secret, stringToSign(path, form)))
  return new Request(`${origin}/openapi/${path}`, {
    method: 'POST',
    body: new URLSearchParams([...form]),
  })
}

/** Calls an API (`namespace:name`, optionally `-version`) and reads the answer. For tests. */
export async function call(
  sandbox: Pick<Sandbox, 'fetch'>,
  api: string,
  params: Params = {},
  options: Parameters<typeof signedRequest>[2] = {},
): Promise<Answer> {
  const answer = await sandbox.fetch(signedRequest(api, params, options))
  return { status: answer.status, body: readJson(await answer.text()) as JsonObject }
}

export const home = {
  provinceText: '四川省',
  cityText: '成都市',
  areaText: '武侯区',
  address: '科华北路62号',
  fullName: '王小明',
  mobile: '13812345678',
} as const

/** A call of the control API that must succeed. */
export async function control(
  sandbox: Pick<Sandbox, 'fetch'>,
  path: string,
  body: object = {},
): Promise<JsonObject> {
  const answer = await tryControl(sandbox, path, body)
  if (answer.status !== 200) throw new Error(`${path}: ${writeJson(answer.body)}`)
  return answer.body
}

export async function tryControl(
  sandbox: Pick<Sandbox, 'fetch'>,
  path: string,
  body: object = {},
  method = 'POST',
): Promise<Answer> {
  const answer = await sandbox.fetch(
    new Request(`http://sandbox/sandbox/api/${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    }),
  )
  return { status: answer.status, body: readJson(await answer.text()) as JsonObject }
}
