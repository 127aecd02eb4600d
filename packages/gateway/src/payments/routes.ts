import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'

export function paymentRoutes(_mount: Mount, _app: Hono, _deps: Deps): void {}
