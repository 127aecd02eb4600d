import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'

export function cartRoutes(_mount: Mount, _deps: Deps): void {}
