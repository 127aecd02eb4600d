import { calls, type OpenApi, openApi, platformMillis, platformTime } from '@xiaopu/alibaba'
import { isShopError, type ShopError } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { readApp, tokenOf } from '../services.ts'
import { type Check, mostApartSeconds, wordsOf } from './check.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkPush } from './check-push.ts'

/** What is asked of the platform, and what is known of it so far. */
export interface Examined {
  readonly context: Context
  readonly baseUrl: string
  readonly api: OpenApi
}

/**
 * The app at 1688 as the environment names it: key, secret, clock, consent, permissions, payment
 * agreement and push address. Each check needs the ones before it, so the first that fails hides the rest.
 *
 * @throws CommandError naming a setting that is missing
 */
export async function check1688(context: Context): Promise<Check[]> {
  const app = readApp(context.env)
  const token = tokenOf(context.env, app)
  const api = openApi({ ...app, ...(token !== undefined && { token }) })
  const examined = { context, baseUrl: app.baseUrl, api }
  const signed = await checkApp(examined, app.appKey)
  if (signed.state === 'bad') return [signed]
  const clock = await checkPlatformClock(examined)
  const owner = await checkToken(examined)
  const rest =
    owner.state === 'bad'
      ? []
      : [...(await checkPermissions(examined)), ...(await checkPayment(examined))]
  return [signed, clock, owner, ...rest, await checkPush(examined)]
}

/** A signed call of nobody's account: what it says is about key and secret alone. */
async function checkApp({ api, baseUrl, context }: Examined, appKey: string): Promise<Check> {
  const { doctor } = context.cli
  const bad = (found: string, todo: string): Check => ({ name: 'app', state: 'bad', found, todo })
  try {
    await api.run(platformTime, {})
    return { name: 'app', state: 'ok', found: doctor.appGood(appKey) }
  } catch (error) {
    if (!isShopError(error)) throw error
    const code = codeOf(error)
    if (/^gw\.AppKey/.test(code)) return bad(code, doctor.keyTodo)
    if (/^gw\.Signature/.test(code)) return bad(code, doctor.secretTodo)
    if (/^gw\.Timestamp/.test(code)) return bad(code, doctor.platformClockTodo)
    if (code === '')
      return bad(doctor.appUnreachable(new URL(baseUrl).host), doctor.unreachableTodo)
    return bad(`${wordsOf(error, context)} ${code}`, doctor.unreachableTodo)
  }
}

async function checkPlatformClock({ api, context }: Examined): Promise<Check> {
  const { doctor } = context.cli
  const asked = Date.now()
  try {
    const theirs = await api.run(platformMillis, {})
    // The answer was written about half-way between question and arrival.
    const apart = Math.round(Math.abs(theirs - (asked + Date.now()) / 2) / 1000)
    const found = doctor.apart(apart)
    if (apart <= mostApartSeconds) return { name: 'platform-clock', state: 'ok', found }
    return { name: 'platform-clock', state: 'warn', found, todo: doctor.platformClockTodo }
  } catch (error) {
    const found = wordsOf(error, context)
    return { name: 'platform-clock', state: 'warn', found, todo: doctor.unreachableTodo }
  }
}

/** Whose account the token is. The token is checked before the permission, so a denial proves it, too. */
async function checkToken({ api, context }: Examined): Promise<Check> {
  const { doctor } = context.cli
  try {
    const { loginId, memberId } = await api.run(calls.account, undefined)
    const owner = [loginId, memberId].filter(Boolean).join(' ')
    return { name: 'token', state: 'ok', found: doctor.tokenOf(owner) }
  } catch (error) {
    if (!isShopError(error)) throw error
    if (error.code === 'PLATFORM_PERMISSION') {
      return { name: 'token', state: 'ok', found: doctor.tokenGood }
    }
    const isOurs = error.code === 'PLATFORM_AUTH'
    const todo = isOurs ? doctor.tokenTodo : doctor.unreachableTodo
    return {
      name: 'token',
      state: 'bad',
      found: `${wordsOf(error, context)} ${codeOf(error)}`,
      todo,
    }
  }
}

/** Purchases are paid without a person: some channel must be signed and bound. */
async function checkPayment({ api, context }: Examined): Promise<Check[]> {
  const { doctor } = context.cli
  try {
    const agreements = await api.run(calls.payAgreements, {})
    const open = agreements.filter((agreement) => agreement.open)
    if (open.length > 0) {
      const found = doctor.payOpen(open.map(({ channel }) => channel).join(', '))
      return [{ name: 'balance-pay', state: 'ok', found }]
    }
    const signUrl = agreements.find((agreement) => agreement.signUrl)?.signUrl ?? ''
    const todo = doctor.payTodo(signUrl)
    return [{ name: 'balance-pay', state: 'bad', found: doctor.payClosed, todo }]
  } catch (error) {
    // Said among the permissions already.
    if (isShopError(error) && error.code === 'PLATFORM_PERMISSION') return []
    const found = wordsOf(error, context)
    return [{ name: 'balance-pay', state: 'warn', found, todo: doctor.permissionUnknownTodo }]
  }
}

const codeOf = ({ detail }: ShopError): string => String(detail.platformCode ?? '')
