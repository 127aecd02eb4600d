import { grantCode, issueAccess } from '../calls/oauth.ts'
import type { Fields } from '../fields.ts'
import { announceAuthorization } from '../push/topics.ts'
import { appByKey, appKeyOf } from '../world/apps.ts'
import { count } from '../world/count.ts'
import { TEMPERAMENT_CHOICES } from '../world/temperament.ts'
import { type App, addMember, appOf, type World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

/** The app that a body names by `appKey`, else the first one. */
function named(world: World, asked: Fields): App {
  const key = asked.text('appKey')
  const app = key === undefined ? appOf(world) : appByKey(world, key)
  if (!app) throw new ControlError(404, `应用${key}不存在`)
  return app
}

/** Switches of an app; an empty URL or account means none. */
export function setApp(world: World, asked: Fields): App {
  const app = named(world, asked)
  const changed = withSettings(world, app, asked)
  world.apps.put(app.key, changed)
  return changed
}

/** `{key, secret, …}`: an app beside the first one, with its own tokens, permissions, limits and messages. */
export function addApp(world: World, asked: Fields): App {
  const [key, secret] = [asked.text('key') ?? '', asked.text('secret') ?? '']
  if (!/^\d{6,10}$/.test(key)) throw new ControlError(400, 'key must be 6 to 10 digits')
  if (secret === '') throw new ControlError(400, 'secret is missing')
  if (appByKey(world, key)) throw new ControlError(409, `应用${key}已存在`)
  const { callsPerMinute, duplicateMode, autoShip } = appOf(world)
  const fresh: App = {
    key,
    secret,
    isExtra: true,
    denied: [],
    callsPerMinute,
    duplicateMode,
    autoShip,
    checkTimestamp: false,
  }
  const app = withSettings(world, fresh, asked)
  world.apps.put(key, app)
  return app
}

/** A member that is given as empty text or null is taken away. */
function withSettings(world: World, app: App, asked: Fields): App {
  const { callbackUrl: url, boundMemberId: bound, redirectUri: back, granted: only, ...rest } = app
  const text = (name: string, before: string | undefined): string | undefined =>
    asked.text(name) ?? (asked.has(name) ? undefined : before)
  const callbackUrl = urlOf('callbackUrl', text('callbackUrl', url))
  const redirectUri = urlOf('redirectUri', text('redirectUri', back))
  const boundMemberId = text('singleUser', bound)
  if (boundMemberId && !world.members.get(boundMemberId)) {
    throw new ControlError(404, `会员${boundMemberId}不存在`)
  }
  const temperament = TEMPERAMENT_CHOICES.find((each) => each === asked.text('temperament'))
  if (asked.has('temperament') && !temperament) {
    throw new ControlError(400, `temperament must be one of ${TEMPERAMENT_CHOICES.join(', ')}`)
  }
  const names = (name: string): readonly string[] | undefined =>
    asked.list(name)?.filter((each) => typeof each === 'string')
  const granted = names('granted') ?? (asked.has('granted') ? undefined : only)
  const duplicateMode = duplicateModes.find((each) => each === asked.text('duplicateMode'))
  if (asked.has('duplicateMode') && !duplicateMode)
    throw new ControlError(400, `duplicateMode must be one of ${duplicateModes.join(', ')}`)
  return {
    ...rest,
    ...(callbackUrl !== undefined && { callbackUrl }),
    ...(redirectUri !== undefined && { redirectUri }),
    ...(boundMemberId !== undefined && { boundMemberId }),
    ...(granted && { granted }),
    ...(temperament && { temperament }),
    denied: names('denied') ?? app.denied,
    limits: limitsOf(asked) ?? app.limits ?? {},
    callsPerMinute: asked.number('callsPerMinute') ?? app.callsPerMinute,
    checkTimestamp: asked.flag('checkTimestamp') ?? app.checkTimestamp,
    autoShip: asked.flag('autoShip') ?? app.autoShip,
    splitOrders: asked.flag('splitOrders') ?? app.splitOrders ?? false,
    partialOrders: asked.flag('partialOrders') ?? app.partialOrders ?? false,
    duplicateMode: duplicateMode ?? app.duplicateMode,
  }
}

function urlOf(name: string, url: string | undefined): string | undefined {
  if (url !== undefined && !URL.canParse(url)) throw new ControlError(400, `${name} is no URL`)
  return url
}

const duplicateModes = ['same', 'error', 'another'] as const

/** `{"namespace:name": callsPerMinute}` */
function limitsOf(asked: Fields): Readonly<Record<string, number>> | undefined {
  const limits = asked.fields('limits')
  const names = limits?.names()
  return names && Object.fromEntries(names.map((name) => [name, limits?.number(name) ?? 0]))
}

/** `{memberId, loginId?, appKey?}` → a token of that member, who is funded when new. */
export function grant(world: World, asked: Fields): { readonly token: string } {
  const memberId = asked.text('memberId') ?? ''
  if (!/^b2b-\w+$/.test(memberId)) throw new ControlError(400, 'memberId must look like b2b-123')
  if (!world.members.get(memberId)) {
    const loginId = asked.text('loginId') ?? memberId
    const userId = Number(memberId.replace(/\D/g, '')) || count(world, 'users')
    addMember(world, { memberId, userId, loginId, companyName: loginId })
  }
  return { token: issueAccess(world, memberId, named(world, asked)) }
}

/** `{memberId?, redirectUri?, appKey?}` → a code as the consent page would send it to the callback. */
export function authorise(world: World, asked: Fields): { readonly code: string } {
  const memberId = asked.text('memberId') ?? [...world.members.values()][0]?.memberId ?? ''
  if (!world.members.get(memberId)) throw new ControlError(404, `会员${memberId}不存在`)
  return { code: grantCode(world, memberId, asked.text('redirectUri'), named(world, asked)) }
}

/** `{token}`: it stops working at once, as after its ten hours. */
export function expireToken(world: World, asked: Fields): void {
  const token = world.tokens.get(asked.text('token') ?? '')
  if (!token) throw new ControlError(404, 'token不存在')
  world.tokens.put(token.value, { ...token, expiresAt: world.now() })
}

/** `{memberId, appKey?}`: the member takes its consent back; every token of it is gone, the app is told. */
export function cancelConsent(world: World, asked: Fields): void {
  const app = named(world, asked)
  const memberId = asked.text('memberId') ?? ''
  const given = [...world.tokens.values()].filter(
    (token) => token.memberId === memberId && appKeyOf(world, token) === app.key,
  )
  if (given.length === 0) throw new ControlError(404, `会员${memberId}没有授权`)
  announceAuthorization(world, memberId, 'CANCEL')
  for (const { value } of given) world.tokens.remove(value)
}
