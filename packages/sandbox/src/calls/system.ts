import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import { platformDate } from '../times.ts'

/** Time of the platform; `currentTime` is signed and so doubles as a test of credentials. */
export const system = [
  api({
    namespace: 'system',
    name: 'currentTimeMillis',
    needAuth: false,
    needSignature: false,
    params: [],
    fail: flatMsg,
    handle: ({ now }) => now,
  }),
  api({
    namespace: 'system',
    name: 'currentTime',
    needAuth: false,
    params: [],
    fail: flatMsg,
    handle: ({ now }) => platformDate(now),
  }),
]
