import type { Gateway } from '@xiaopu/gateway'
import type { Sandbox } from '@xiaopu/sandbox'
import type { Answer } from '../listen.ts'

/** Time passes while a request runs; more than this is a hand at the clock. */
const turnedMillis = 500

/** The gateway goes by the sandbox's clock: whoever turns it on the control page turns its timers. */
export function turningBoth(sandbox: Sandbox, ready: Promise<{ gateway: Gateway }>): Answer {
  const ahead = () => sandbox.clock.now() - Date.now()
  return async (request, env) => {
    const before = ahead()
    const response = await sandbox.fetch(request, env)
    const turned = ahead() - before
    if (turned > turnedMillis) await (await ready).gateway.advance(turned)
    return response
  }
}
