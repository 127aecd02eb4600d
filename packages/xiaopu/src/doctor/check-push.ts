import type { Context } from '../context.ts'
import { readUrl } from '../settings.ts'
import type { Check } from './check.ts'

const deadlineMillis = 5_000

/**
 * Whether messages can arrive: our own address must turn away a message without signature in the
 * gateway's own words. From outside only the platform can try it; the sandbox tells where it pushes to.
 */
export async function checkPush(examined: {
  readonly context: Context
  readonly baseUrl: string
}): Promise<Check> {
  const { context, baseUrl } = examined
  const { doctor } = context.cli
  const own = readUrl(context.env, 'XIAOPU_URL', /^https?:$/)?.replace(/\/+$/, '')
  const check = (state: Check['state'], found: string, todo?: string): Check => ({
    ...{ name: 'push', state, found },
    ...(todo && { todo }),
  })
  if (!own) return check('warn', doctor.pushNoUrl, doctor.pushNoUrlTodo)
  const url = `${own}/v1/callbacks/1688`
  if (!(await refusesStrangers(url))) {
    return check('warn', doctor.pushSilent(url), doctor.pushSilentTodo)
  }
  const pushedTo = await sandboxPushesTo(baseUrl)
  if (pushedTo === undefined) return check('ok', doctor.pushAnswers(url), doctor.pushTest)
  return pushedTo === url
    ? check('ok', doctor.pushAnswers(url))
    : check('warn', doctor.pushElsewhere(pushedTo), doctor.pushElsewhereTodo(url))
}

async function refusesStrangers(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(deadlineMillis)
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(), signal })
    const { code } = (await response.json()) as { code?: unknown }
    return code === 'MESSAGE_NOT_GENUINE'
  } catch {
    return false
  }
}

/** Where a sandbox sends messages, `''` for nowhere; undefined where the platform is none. */
async function sandboxPushesTo(baseUrl: string): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(deadlineMillis)
    const response = await fetch(new URL('/sandbox/api/state', baseUrl), { signal })
    if (!response.ok) return undefined
    const { app } = (await response.json()) as { app?: { callbackUrl?: string } }
    return app && (app.callbackUrl ?? '')
  } catch {
    return undefined
  }
}
