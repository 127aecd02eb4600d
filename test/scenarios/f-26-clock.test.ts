import { type Health, minute } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask, eventually, openShop } from '../shop.ts'

/** A shop to which 1688 says that it is so much later. */
async function openBehind(ms: number) {
  const shop = await openShop({
    wire: async (request, send) => {
      const answer = await send(request)
      if (!request.url.includes('currentTimeMillis')) return answer
      return new Response(String(Number(await answer.text()) + ms), { headers: answer.headers })
    },
  })
  const clock = await eventually(async () => {
    const { json } = await shop.sell<Health>('/v1/seller/health')
    return json.clock.state !== 'unknown' && json.clock
  })
  const callback = () =>
    ask(shop.gateway, '/v1/callbacks/1688', {
      body: 'message=%7B%7D&_aop_signature=00',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  return { shop, clock, callback }
}

test('F-26: a clock more than five minutes off takes no callbacks, so that they are sent again', async () => {
  const { shop, clock, callback } = await openBehind(6 * minute)
  try {
    expect(clock).toEqual({ state: 'wrong', offset: 6 * minute })
    const refused = await callback()
    expect([refused.status, refused.json.code]).toEqual([503, 'CLOCK_WRONG'])
    expect(shop.log.map(({ event, level }) => `${level} ${event}`)).toContain('error clock.off')
    expect((await ask<{ clock: string }>(shop.gateway, '/healthz')).json.clock).toBe('wrong')
  } finally {
    await shop.close()
  }
})

test('F-26: a clock more than a minute off is told, and callbacks are judged by their signatures', async () => {
  const { shop, clock, callback } = await openBehind(-2 * minute)
  try {
    expect(clock).toEqual({ state: 'warn', offset: -2 * minute })
    expect((await callback()).json.code).toBe('MESSAGE_NOT_GENUINE')
    expect(shop.log.map(({ event, level }) => `${level} ${event}`)).toContain('warn clock.off')
  } finally {
    await shop.close()
  }
})
