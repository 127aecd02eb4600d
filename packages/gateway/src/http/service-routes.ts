import { openapi } from '@xiaopu/api/openapi'
import { ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { ClockCheck } from '../watch/clock-check.ts'
import { readPushes } from '../watch/pushes.ts'

const version = '0.1.0'

/** What this process knows of itself. */
export interface ServiceState {
  readonly clockCheck: ClockCheck
  readonly isStopping: () => boolean
}

/**
 * What those who run the gateway ask: `/healthz` whether it works, `/readyz` whether to send it
 * buyers, which it denies as soon as it is told to stop.
 */
export function serviceRoutes(app: Hono, deps: Deps, state: ServiceState): void {
  async function health(): Promise<Response> {
    await deps.db.selectNoFrom((eb) => eb.lit(1).as('one')).execute()
    return Response.json({
      status: 'ok',
      version,
      serverNow: new Date(deps.clock.now()).toISOString(),
      clock: state.clockCheck.state,
      pushes: (await readPushes(deps)).state,
    })
  }
  app.get('/healthz', health)
  app.get('/readyz', () => {
    if (state.isStopping()) throw new ShopError('MAINTENANCE')
    return health()
  })
  app.get('/openapi.json', () => Response.json(openapi({ server: deps.baseUrl, version })))
}
