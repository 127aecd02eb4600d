import { createHmac } from 'node:crypto'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, type Sandbox } from '@xiaopu/sandbox'
import type { Hands } from '../conformance/hands.ts'
import { Chance } from './chance.ts'
import type { Sample } from './corpus.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson, mutateValue } from './mutate-json.ts'

export interface RequestCounts {
  readonly requests: number
  /** By HTTP status. */
  readonly statuses: Record<string, number>
  /** Requests that the business behind the door saw. */
  reached: number
  /** Orders that a well-signed, well-formed create made: its words were changed, not its sense. */
  bought: number
  slowestMillis: number
}

const patience = 2_000

/**
 * Sends the sandbox changed requests of every call. It must answer JSON with a status below 500; what is
 * not signed buys nothing, and whatever happened, all purses together are still worth nothing.
 */
export async function fuzzRequests(
  { stage: { sandbox } }: Hands,
  samples: readonly Sample[],
  count: number,
  seed: number,
): Promise<RequestCounts> {
  const chance = new Chance(seed)
  const counts: RequestCounts = {
    requests: count,
    statuses: {},
    reached: 0,
    bought: 0,
    slowestMillis: 0,
  }
  for (let done = 0; done < count; done++) {
    const sample = chance.of(samples)
    const { request, isSigned } = mutateRequest(sample, chance)
    const orders = sandbox.world.orders.size
    const begun = performance.now()
    const answer = await sandbox.fetch(request)
    const text = await answer.text()
    const millis = performance.now() - begun
    const where = `seed ${seed}, request ${done} of ${sample.name}`
    counts.slowestMillis = Math.max(counts.slowestMillis, millis)
    if (millis > patience) throw new Error(`${where}: ${millis} ms`)
    if (answer.status >= 500) throw new Error(`${where}: ${answer.status} ${text}`)
    counts.statuses[answer.status] = (counts.statuses[answer.status] ?? 0) + 1
    const body: unknown = JSON.parse(text)
    const isGateway = typeof body === 'object' && body !== null && 'error_code' in body
    if (!isGateway) counts.reached++
    const made = sandbox.world.orders.size - orders
    counts.bought += made
    if (made > 0 && (!isSigned || isGateway || !/"orderId":/.test(text))) {
      throw new Error(`${where}: bought without a word: ${text}`)
    }
    if (done % 1_000 === 0) checkPurses(sandbox, where)
  }
  checkPurses(sandbox, 'at the end')
  return counts
}

function checkPurses({ world }: Sandbox, where: string): void {
  const held = [...world.purses.values()].reduce((sum, fen) => sum + fen, 0)
  const all = [...world.members.values()].reduce((sum, { balanceFen }) => sum + balanceFen, held)
  if (all !== 0) throw new Error(`${where}: all purses together hold ${all} fen`)
}

type Form = [string, string][]

function mutateRequest(sample: Sample, chance: Chance): { request: Request; isSigned: boolean } {
  const [namespace = '', name = ''] = sample.api.split(':')
  const version = sample.call.version ?? 1
  const path = mutatePath(`param2/${version}/${namespace}/${name}/${DEFAULT_APP_KEY}`, chance)
  const form: Form = Object.entries(sample.params).filter(([key]) => key !== '_aop_signature')
  for (let times = 1 + chance.below(3); times > 0; times--) mutateForm(form, chance)
  const signsRight = chance.below(4) > 0
  const signature = sign(path, form)
  if (signsRight) form.push(['_aop_signature', signature])
  else if (chance.below(2)) form.push(['_aop_signature', signature.replace(/[0-9]/, 'x')])
  return { request: toRequest(path, form, chance), isSigned: signsRight }
}

function mutatePath(path: string, chance: Chance): string {
  if (chance.below(40) > 0) return path
  const changed = mutateBytes(path, chance).toString('latin1')
  // What a URL cannot hold never leaves a client.
  return changed.replaceAll(/[^\w./-]/g, '') || 'param2'
}

function mutateForm(form: Form, chance: Chance): void {
  const index = chance.below(form.length + 1)
  const entry = form[index]
  if (!entry) {
    form.push([chance.of(['a', 'orderId', '__proto__', '_aop_datePattern', 'x'.repeat(300)]), '1'])
    return
  }
  const [key, value] = entry
  switch (chance.below(6)) {
    case 0:
      form.splice(index, 1)
      return
    case 1:
      entry[1] = ''
      return
    case 2:
      entry[1] = mutateBytes(value, chance).toString('utf8')
      return
    case 3:
      if (key !== 'access_token') form.push([key, value])
      return
    default:
      entry[1] = mutateText(value, chance)
  }
}

function mutateText(value: string, chance: Chance): string {
  try {
    return mutateJson(value, chance)
  } catch {
    return String(mutateValue(value, chance))
  }
}

/** The last of a repeated parameter counts, as a form is read. */
function sign(path: string, form: Form): string {
  const pairs = [...new Map(form)].map(([key, value]) => key + value).sort()
  return createHmac('sha1', DEFAULT_APP_SECRET)
    .update(path + pairs.join(''))
    .digest('hex')
    .toUpperCase()
}

function toRequest(path: string, form: Form, chance: Chance): Request {
  const url = `http://sandbox/openapi/${path}`
  const text = new URLSearchParams(form).toString()
  switch (chance.below(12)) {
    case 0:
      return new Request(`${url}?${text}`)
    case 1:
      return new Request(url, {
        method: 'POST',
        body: text,
        headers: { 'content-type': 'text/plain' },
      })
    case 2: {
      const body = new FormData()
      for (const [key, value] of form) body.append(key, value)
      return new Request(url, { method: 'POST', body })
    }
    case 3:
      return new Request(url, {
        method: 'POST',
        body: new Uint8Array(mutateBytes(text, chance)),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    case 4:
      return new Request(url, {
        method: 'POST',
        body: JSON.stringify(Object.fromEntries(form)),
        headers: { 'content-type': 'application/json' },
      })
    default:
      return new Request(url, { method: 'POST', body: new URLSearchParams(form) })
  }
}
