import { type Need, needs, type OpenApi, type Permission, permissionOf } from '@xiaopu/alibaba'
import type { Context } from '../context.ts'
import { type Check, wordsOf } from './check.ts'

/** Each call that a shop makes, one row for all that are granted and one for each that is not. */
export async function checkPermissions(examined: {
  readonly context: Context
  readonly api: OpenApi
}): Promise<Check[]> {
  const { context, api } = examined
  const { doctor } = context.cli
  const looked: { need: Need; permission: Permission }[] = []
  // One after another: a doctor that calls in a burst would itself be refused.
  for (const need of needs) looked.push({ need, permission: await permissionOf(api, need.api) })
  const granted = looked.filter(({ permission }) => permission.state === 'granted').length
  const summary: Check = {
    name: 'permission',
    state: granted === looked.length ? 'ok' : 'warn',
    found: doctor.granted(granted, looked.length),
  }
  return [summary, ...looked.flatMap((each) => missing(each, context))]
}

function missing(looked: { need: Need; permission: Permission }, context: Context): Check[] {
  const { need, permission } = looked
  const { doctor } = context.cli
  if (permission.state === 'granted') return []
  const api = `${need.api.namespace}:${need.api.name}-${need.api.version ?? 1}`
  if (permission.state === 'denied') {
    const todo = doctor.permissionTodo(api, doctor.purposes[need.purpose])
    const state = need.isVital ? 'bad' : 'warn'
    return [{ name: 'permission', state, found: `${need.api.name} ${doctor.denied}`, todo }]
  }
  const found = `${need.api.name} ${wordsOf(permission.failure, context)}`
  return [{ name: 'permission', state: 'warn', found, todo: doctor.permissionUnknownTodo }]
}
