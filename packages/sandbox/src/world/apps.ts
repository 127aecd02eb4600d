import type { App, World } from './world.ts'

/** The app that a call or message is for; apps beside the first one come by the control API. */
export const appByKey = (world: World, key: string | undefined): App | undefined =>
  key === undefined ? undefined : world.apps.get(key)

/** Whether the app was granted an API (`namespace:name`). */
export const isGranted = ({ denied, granted }: App, api: string): boolean =>
  !denied.includes(api) && (granted === undefined || granted.includes(api))

/** Calls a minute of one API. */
export const limitOf = (app: App, api: string): number => app.limits?.[api] ?? app.callsPerMinute

/** Apps that hear of a member's orders: those it gave a token, or is bound to. Of a single app nobody asks. */
export function appsOf(world: World, memberId: string): readonly App[] {
  const all = [...world.apps.values()]
  if (all.length === 1) return all
  const keys = new Set<string>()
  for (const token of world.tokens.values()) {
    if (token.memberId === memberId && token.kind !== 'code') keys.add(appKeyOf(world, token))
  }
  return all.filter(({ key, boundMemberId }) => boundMemberId === memberId || keys.has(key))
}

/** Tokens that name no app are the first app's. */
export const appKeyOf = (world: World, { appKey }: { readonly appKey?: string }): string =>
  appKey ?? mainApp(world)?.key ?? ''

/** The app that the sandbox was started with. */
export const mainApp = (world: World): App | undefined =>
  [...world.apps.values()].find(({ isExtra }) => !isExtra)
