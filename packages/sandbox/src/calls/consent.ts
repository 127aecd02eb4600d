import { appByKey } from '../world/apps.ts'
import { FIRST_MEMBER, type World } from '../world/world.ts'
import { grantCode } from './oauth.ts'

/**
 * The browser's way to a code (reference §2): `auth.1688.com/oauth/authorize?client_id&redirect_uri&state`.
 * The first member always agrees. What is missing or wrong is told as a page, as there.
 */
export function consent(world: World, asked: URLSearchParams): Response {
  const redirect = asked.get('redirect_uri') ?? ''
  const app = appByKey(world, asked.get('client_id') ?? undefined)
  if (!app) return refused('client_id 不正确')
  if (redirect === '') return refused('缺少 redirect_uri')
  if (!/^https?:$/.test(URL.parse(redirect)?.protocol ?? ''))
    return refused('redirect_uri 与注册地址不一致')
  const back = new URL(redirect)
  if (app.redirectUri !== undefined && new URL(app.redirectUri).host !== back.host) {
    return refused('redirect_uri 与注册地址不一致')
  }
  const code = world.store.transaction(() => grantCode(world, FIRST_MEMBER.memberId, redirect, app))
  back.searchParams.set('code', code)
  const state = asked.get('state')
  if (state !== null) back.searchParams.set('state', state)
  return Response.redirect(back.href, 302)
}

const refused = (why: string): Response =>
  new Response(`<!doctype html><meta charset="utf-8"><title>授权失败</title><p>${why}</p>`, {
    status: 400,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
