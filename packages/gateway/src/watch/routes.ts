import { watch } from '@xiaopu/api'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { listDeadJobs, retryDeadJobs } from '../jobs/dead-jobs.ts'
import type { ClockCheck } from './clock-check.ts'
import { readHealth } from './health.ts'

export function watchRoutes(mount: Mount, deps: Deps, clock: ClockCheck): void {
  mount(watch.readHealth, ({ shop }) => readHealth(deps, clock, shop.shopId))
  mount(watch.listDeadJobs, async ({ shop }) => ({
    items: await listDeadJobs(deps.db, shop.shopId),
  }))
  mount(watch.retryDeadJobs, async ({ shop, body }) => ({
    retried: await retryDeadJobs(deps, shop.shopId, body.jobs),
  }))
}
