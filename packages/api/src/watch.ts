import { DeadJob, Health } from '@xiaopu/domain'
import * as v from 'valibot'
import { Page } from './page.ts'
import { route } from './route.ts'

export const readHealth = route({
  method: 'GET',
  path: '/v1/seller/health',
  caller: 'seller',
  summary: 'Whether 1688 still tells what happens, the clock is right, and anything needs you',
  reply: Health,
})

export const listDeadJobs = route({
  method: 'GET',
  path: '/v1/seller/jobs/dead',
  caller: 'seller',
  summary: 'Work that was tried as often as it may be and gave up, oldest first',
  reply: Page(DeadJob),
})

export const retryDeadJobs = route({
  method: 'POST',
  path: '/v1/seller/jobs/retry',
  caller: 'seller',
  summary: 'Let work that gave up run again: the named jobs, or all',
  body: v.strictObject({
    jobs: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{1,18}$/))), v.maxLength(100))),
  }),
  reply: v.object({ retried: v.number() }),
})
