import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { House } from './house.ts'
import { sealed, signedHeaders } from './sign.ts'
import type { Stamps, WechatNotice } from './state.ts'

/** Waits between attempts in seconds; the first is made at once. */
const retrySeconds: readonly number[] = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
]

/** Writes down what a merchant must be told and plans the first attempt (inside `write`). */
export function announce(
  house: House,
  url: string,
  stamps: Stamps,
  about: Pick<WechatNotice, 'type' | 'originalType' | 'fact'>,
): void {
  const id = `${randomBytes(16).toString('hex').slice(0, 8)}-${randomBytes(12).toString('hex')}`
  const createdAt = house.now()
  const notice: WechatNotice = {
    id,
    url,
    stamps,
    ...about,
    createdAt,
    attempts: 0,
    state: 'waiting',
  }
  house.books.notices.put(id, notice)
  house.later(createdAt, { kind: 'notice', id, attempt: 0 })
}

/** Makes one attempt and plans the next where it fails; one that was made before is not made again. */
export async function attemptNotice(house: House, id: string, attempt: number): Promise<void> {
  const notice = house.books.notices.get(id)
  if (notice?.state !== 'waiting' || notice.attempts !== attempt) return
  if (house.takeFault('late')) {
    return house.write(() => house.later(house.now() + 60_000, { kind: 'notice', id, attempt }))
  }
  const result = house.takeFault('drop') ? 'dropped' : await deliver(house, notice)
  const wait = retrySeconds[attempt]
  const isDelivered = /^2\d\d$/.test(result)
  const state = isDelivered ? 'delivered' : wait === undefined ? 'given-up' : 'waiting'
  house.write(() => {
    const after = { ...notice, attempts: attempt + 1, state, lastResult: result } as const
    house.books.notices.put(id, after)
    if (state !== 'waiting' || wait === undefined) return
    house.later(house.now() + wait * 1000, { kind: 'notice', id, attempt: attempt + 1 })
  })
}

/** Sends the newest notice to any address. */
export async function tellAgain(house: House, url: string): Promise<string> {
  const notice = [...house.books.notices.values()].at(-1)
  return notice ? deliver(house, { ...notice, url }) : 'nothing to tell'
}

async function deliver(house: House, notice: WechatNotice): Promise<string> {
  const body = bodyOf(notice, house.takeFault('wrong-amount') ? 1 : 0)
  const seconds = house.seconds(notice.stamps)
  const headers = signedHeaders(house.keys.signer(), body, seconds)
  if (house.takeFault('probe')) {
    const probe = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`
    await post(house, notice.url, body, { ...headers, 'wechatpay-signature': probe })
  }
  if (house.takeFault('wrong-signature')) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const serial = headers['wechatpay-serial'] ?? ''
    return post(house, notice.url, body, signedHeaders({ serial, privateKey: pem }, body, seconds))
  }
  const result = await post(house, notice.url, body, headers)
  return house.takeFault('duplicate') ? post(house, notice.url, body, headers) : result
}

/** @param more - fen that it lies about */
function bodyOf(notice: WechatNotice, more: number): string {
  const { fact, originalType } = notice
  const amount = fact.amount as Readonly<Record<string, number>>
  const told = more ? { ...fact, amount: { ...amount, total: (amount.total ?? 0) + more } } : fact
  return JSON.stringify({
    id: notice.id,
    create_time: new Date(notice.createdAt).toISOString(),
    resource_type: 'encrypt-resource',
    event_type: notice.type,
    summary: originalType === 'refund' ? '退款结果' : '支付成功',
    resource: { original_type: originalType, ...sealed(JSON.stringify(told), originalType) },
  })
}

/** The status of the answer, or why none came. */
async function post(
  house: House,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  try {
    const answer = await house.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    })
    // Read to its end, so that the connection serves the next one.
    await answer.arrayBuffer().catch(() => undefined)
    return String(answer.status)
  } catch (error) {
    return error instanceof Error ? error.name : 'failed'
  }
}
