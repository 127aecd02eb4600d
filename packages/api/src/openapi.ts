import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { Problem, problemMedia } from './problem.ts'
import type { Route, Schema } from './route.ts'
import { table } from './table.ts'

type Json = Record<string, unknown>

/**
 * The contract as OpenAPI 3.1.
 *
 * @param options.server - where this gateway answers, e.g. `https://shop.example`
 */
export function openapi(options: { server: string; version: string }): Json {
  const paths: Record<string, Json> = {}
  for (const route of table) {
    const path = route.path.replaceAll(/:([a-z]+)/gi, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'xiaopu gateway', version: options.version, license: { name: 'MIT' } },
    servers: [{ url: options.server }],
    paths,
    components: {
      securitySchemes: {
        shop: { type: 'apiKey', in: 'query', name: 'shop', description: 'Publishable key, xpk_…' },
        buyer: { type: 'apiKey', in: 'header', name: 'x-order-token' },
        seller: { type: 'http', scheme: 'bearer', description: 'Secret key, xsk_…' },
      },
      schemas: { Problem: schema(Problem) },
    },
  }
}

function operation(route: Route): Json {
  return {
    summary: route.summary,
    operationId: operationId(route),
    security: security(route),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body && {
      requestBody: {
        required: !v.is(route.body, undefined),
        content: { 'application/json': { schema: schema(route.body) } },
      },
    }),
    responses: {
      200: success(route),
      default: {
        description: 'What went wrong, by `code`',
        content: { [problemMedia]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function operationId(route: Route): string {
  const words = route.path.split('/').filter((part) => part !== '' && part !== 'v1')
  return [route.method.toLowerCase(), ...words.map((word) => word.replace(':', 'by-'))].join('-')
}

function security(route: Route): Json[] {
  if (route.caller === 'public') return []
  if (route.caller === 'buyer') return [{ shop: [], buyer: [] }]
  return [{ [route.caller]: [] }]
}

function pathParameters(route: Route): Json[] {
  return [...route.path.matchAll(/:([a-z]+)/gi)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(route: Route): Json[] {
  if (!route.query) return []
  const { properties = {}, required = [] } = schema(route.query) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: each,
  }))
}

function headerParameters(route: Route): Json[] {
  if (!route.idempotent) return []
  return [{ name: 'idempotency-key', in: 'header', required: true, schema: { type: 'string' } }]
}

function success(route: Route): Json {
  if (route.media) return { description: 'OK', content: { [route.media]: {} } }
  if (!route.reply) return { description: 'OK' }
  return { description: 'OK', content: { 'application/json': { schema: schema(route.reply) } } }
}

/** Input side of a schema: transforms and custom checks have no JSON Schema and are left out. */
function schema(source: Schema): Json {
  const { $schema, ...rest } = toJsonSchema(source as never, {
    typeMode: 'input',
    errorMode: 'ignore',
  })
  return rest
}
