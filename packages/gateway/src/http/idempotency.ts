import type { Route } from '@xiaopu/api'
import {
  type FailureCode,
  type FailureDetail,
  hour,
  isShopError,
  ShopError,
  second,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement, unflushed } from '../db/statement.ts'
import { openOrder } from '../orders/order-token.ts'
import { type Answer, toResponse } from './answer.ts'
import { completeResponse, lastHeaders } from './cors.ts'
import type { Doors } from './doors.ts'
import { type AnswerKey, hashOf, openAnswer, sealAnswer } from './kept-answer.ts'
import { problemResponse } from './problem.ts'
import type { Turn } from './turn.ts'

/** How long a request may be at work before another one with its key may take over. */
const leaseMillis = 30 * second

/** How long an answer is kept; by then every client has given up. */
const keptMillis = 48 * hour

interface Once {
  readonly shopId: string
  readonly key: string | null
  /** What proved who asks: the order's token, or the shop's key. */
  readonly credential: string
  readonly route: Route
  readonly params: Record<string, string>
  /** As its schema reads it, so that spaces and the order of fields make no other request. */
  readonly body: unknown
  readonly requestId: string
}

/** A request that holds the lease of its key. */
interface Claim {
  readonly shopId: string
  readonly scope: string
  readonly keyHash: string
  /** Counts who held the lease; an earlier holder who comes back changes nothing. */
  readonly attempt: number
  readonly isDone: boolean
  readonly keys: AnswerKey
}

/**
 * Runs a write once per `idempotency-key` and repeats its first answer for 48 hours: a good one, or
 * a refusal that is about the state of things (409, 422). What may be different a moment later, and
 * what was wrong with the request itself, is not kept: the same key may try again.
 *
 * Neither the lease nor the answer waits for the disk: after a power cut they are as if the request had
 * died where it was, and what it did, which does wait, is found by who asks again.
 *
 * A key belongs to who brought it (order token or shop key) and to the route. A write that has no
 * natural unique key notes in its own transaction that it is done (`Turn`), so that who takes over
 * from a request that died only answers.
 *
 * @throws ShopError IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED (same key, other request),
 * REQUEST_IN_FLIGHT (the first one is still at work)
 */
export async function once(
  doors: Doors,
  asked: Once,
  answer: (turn: Turn) => Promise<Answer>,
): Promise<Response> {
  const { deps } = doors
  const key = asked.key ?? ''
  if (!/^[\w-]{8,128}$/.test(key)) throw new ShopError('IDEMPOTENCY_KEY_MISSING')
  const claimed = await claim(deps, asked, key)
  if (claimed instanceof Response) return claimed
  try {
    const good = await answer(turnOf(claimed))
    await keep(deps, claimed, 'ok', good.body, good.resource)
    return completeResponse(good, lastHeaders(asked.route.path, asked.requestId))
  } catch (error) {
    if (isShopError(error) && isSettled(error))
      await keep(deps, claimed, error.code, JSON.stringify(error.detail))
    else await giveUp(deps.db, placeOf(claimed))
    throw error
  }
}

/** Whether asking again cannot be answered differently unless something else happens first. */
function isSettled({ status, retry }: ShopError): boolean {
  return (status === 409 || status === 422) && !retry
}

/** Nobody has heard how it went, whether it was done or not. */
const unanswered = (row: string) => `(${row}.outcome is null or ${row}.outcome = 'done')`

const begin = statement<{ attempt: number; done: boolean }>(`
  insert into idempotency as kept
    (shop_id, scope, key_hash, request_hash, lease_until, created_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (shop_id, scope, key_hash) do update set
    request_hash = excluded.request_hash, lease_until = excluded.lease_until,
    created_at = excluded.created_at, attempt = kept.attempt + 1,
    outcome = case when kept.created_at > $7 then kept.outcome end,
    answer = null, resource = null
    where kept.created_at <= $7
      or (${unanswered('kept')} and kept.request_hash = excluded.request_hash
        and kept.lease_until <= excluded.created_at)
  returning attempt, coalesce(outcome = 'done', false) as done, ${unflushed}`)

const note = statement(`
  update idempotency set outcome = 'done'
  where shop_id = $1 and scope = $2 and key_hash = $3 and attempt = $4 and outcome is null
  returning 1`)

const finish = statement(`
  update idempotency as kept set outcome = $5, answer = $6, resource = $7
  where shop_id = $1 and scope = $2 and key_hash = $3 and attempt = $4 and ${unanswered('kept')}
  returning ${unflushed}`)

/** What was done stays noted; who asks again may answer for it at once. */
const giveUp = statement(`
  with undone as (
    delete from idempotency
    where shop_id = $1 and scope = $2 and key_hash = $3 and attempt = $4 and outcome is null)
  update idempotency set lease_until = created_at
  where shop_id = $1 and scope = $2 and key_hash = $3 and attempt = $4 and outcome = 'done'`)

const look = statement<{ request_hash: string; outcome: string | null; answer: Buffer | null }>(`
  select request_hash, outcome, answer from idempotency
  where shop_id = $1 and scope = $2 and key_hash = $3`)

function turnOf(claim: Claim): Turn {
  return {
    isDone: claim.isDone,
    async done(tx: Tx) {
      const noted = await note(tx, placeOf(claim))
      if (noted.length === 0) throw new ShopError('REQUEST_IN_FLIGHT')
    },
  }
}

const placeOf = ({ shopId, scope, keyHash, attempt }: Claim) => [shopId, scope, keyHash, attempt]

async function claim(deps: Doors['deps'], asked: Once, key: string): Promise<Claim | Response> {
  const { shopId, credential, route, params, body } = asked
  const scope = hashOf(route.method, route.path, credential)
  const keyHash = hashOf(scope, key)
  const requestHash = hashOf(params, body)
  const now = deps.clock.now()
  const [lease, begun, oldest] = [now + leaseMillis, now, now - keptMillis].map(
    (at) => new Date(at),
  )
  const place = [shopId, scope, keyHash]
  const seal = await deps.vault.of(shopId)
  const keys = {
    secret: seal.digest('kept answer', hashOf(key, credential)),
    place: place.join(' '),
  }

  const [claimed] = await begin(deps.db, [...place, requestHash, lease, begun, oldest])
  if (claimed) {
    const { attempt, done: isDone } = claimed
    return { shopId, scope, keyHash, attempt, isDone, keys }
  }

  const [row] = await look(deps.db, place)
  if (row && row.request_hash !== requestHash) throw new ShopError('IDEMPOTENCY_KEY_REUSED')
  if (!row?.outcome || !row.answer) throw new ShopError('REQUEST_IN_FLIGHT')
  // The token may have been changed since it was answered.
  if (route.caller === 'buyer') await openOrder(deps.db, shopId, params.order ?? '', credential)
  return replay(row.outcome, openAnswer(keys, row.answer), asked.requestId)
}

async function keep(
  deps: Doors['deps'],
  claimed: Claim,
  outcome: 'ok' | FailureCode,
  body: Answer['body'],
  resource?: string,
): Promise<void> {
  const answer = sealAnswer(claimed.keys, deps.random(12), body)
  await finish(deps.db, [...placeOf(claimed), outcome, answer, resource ?? null])
}

function replay(outcome: string, text: string, requestId: string): Response {
  const response =
    outcome === 'ok'
      ? toResponse({ body: text, headers: replayHeaders })
      : problemResponse(
          new ShopError(outcome as FailureCode, JSON.parse(text) as FailureDetail),
          requestId,
        )
  response.headers.set('idempotent-replay', 'true')
  return response
}

const replayHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
}

export async function forgetOldAnswers({ db, clock }: Doors['deps']): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<=', new Date(clock.now() - keptMillis))
    .execute()
}
