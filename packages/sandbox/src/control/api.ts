import { type Context, Hono } from 'hono'
import { fieldsOf } from '../fields.ts'
import { type Json, readJson, writeJson } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import { ControlError } from './control-error.ts'
import type { ControlRoute } from './control-route.ts'
import { controlRoutes } from './routes.ts'

/** The JSON control API, to be mounted at `/sandbox/api`. */
export function controlApi(sandbox: Sandbox): Hono {
  const http = new Hono()
  http.get('/', (context) =>
    context.json(
      controlRoutes.map(({ before: _before, run: _run, after: _after, ...row }) => ({
        ...row,
        path: `/sandbox/api${row.path}`,
      })),
    ),
  )
  for (const route of controlRoutes) {
    http.on(route.method, route.path, (context) => answer(sandbox, route, context))
  }
  return http
}

async function answer(sandbox: Sandbox, route: ControlRoute, context: Context): Promise<Response> {
  // A page of another site must not turn this clock.
  if (context.req.header('sec-fetch-site') === 'cross-site') return context.body(null, 403)
  const text = await context.req.text()
  try {
    const query = (name: string) => context.req.query(name)
    const json = readBody(text)
    const asked = { id: context.req.param('id') ?? '', body: fieldsOf(json), json, query }
    await route.before?.(sandbox, asked)
    let result = sandbox.world.store.transaction(() => route.run(sandbox, asked))
    if (route.after) result = await route.after(sandbox, asked)
    else if (route.method !== 'GET') await sandbox.clock.advance(0)
    return reply(200, result)
  } catch (error) {
    if (!(error instanceof ControlError)) throw error
    return reply(error.status, { error: error.message })
  }
}

function readBody(text: string): Json {
  try {
    return text === '' ? {} : readJson(text)
  } catch (error) {
    throw new ControlError(400, `The body is no JSON: ${(error as Error).message}`)
  }
}

const reply = (status: number, value: unknown): Response =>
  new Response(writeJson(value as Json), {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
  })
