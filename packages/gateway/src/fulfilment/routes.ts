import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { readBytes } from '../http/body.ts'
import { completeResponse, lastHeadersFor } from '../http/cors.ts'
import { evidenceOf } from '../http/inbox.ts'
import { takeMessage } from './read-message.ts'

/** Where 1688 pushes to. Any 200 is an acknowledgement, so it is given after the commit only. */
export function fulfilmentRoutes(app: Hono, deps: Deps): void {
  app.post('/v1/callbacks/1688', async (context) => {
    const raw = await readBytes(context.req.raw, 64 * 1024)
    const form = new URLSearchParams(new TextDecoder().decode(raw))
    const message = deps.platform('').readMessage(form)
    await takeMessage(deps, message, { headers: evidenceOf(context.req.raw.headers), raw })
    const { platformOrderId, topic, messageId } = message
    if (platformOrderId)
      deps.recorder.heard(topic, { by: 'platform', id: platformOrderId }, messageId)
    const headers = { 'content-type': 'text/plain; charset=UTF-8' }
    return completeResponse({ body: 'ok', headers }, lastHeadersFor(context))
  })
}
