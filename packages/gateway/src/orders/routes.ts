import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'

export function orderRoutes(_mount: Mount, _deps: Deps): void {}
