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
  replayed: (isSame) =>
    isSame ? 'It ends the same:' : 'It does not end the same; as recorded, and as played:',
  notPlayed:
    'This order was paid when its group had ended, or its export is of a gateway that did not tell of groups: that is not played, and what would be played would end otherwise.',
  noExport: (path) => `${path} is not what xiaopu orders ord_… --timeline --json printed`,
}
