import type { timeline as source } from '../zh-cn/timeline.ts'

export const timeline: typeof source = {
  kinds: {
    request: 'request',
    callback: 'callback',
    call: 'call',
    job: 'job',
    change: 'change',
    deadline: 'promise',
  },
  columns: { at: 'When', kind: 'Kind', what: 'What', outcome: 'Outcome', ms: 'ms', about: 'About' },
  waiting: 'Next:',
  failed: 'failed before',
}
