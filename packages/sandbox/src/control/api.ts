import { Hono } from 'hono'
import type { Sandbox } from '../sandbox.ts'

export function controlApi(sandbox: Sandbox): Hono {
  const http = new Hono()
  http.get('/', (context) => context.json({ now: sandbox.clock.now() }))
  return http
}
