/** What `xiaopu orders --timeline` prints. */
export const timeline = {
  kinds: {
    request: '请求',
    callback: '回调',
    call: '调用',
    job: '任务',
    change: '状态',
    deadline: '时限',
  },
  columns: { at: '时间', kind: '类别', what: '什么', outcome: '结果', ms: '毫秒', about: '编号' },
  waiting: '接下来：',
  failed: '失败过',
  replayed: (isSame: boolean): string => (isSame ? '结局一样：' : '结局不一样，原来和重演：'),
  /** Of an export. */
  notPlayed:
    '这单付款时它的团已经结束，或导出来自不写拼团的旧版网关：回放不演拼团的这一段，演出来的结局会不对，所以不演。',
  noExport: (path: string) => `${path} 不是 xiaopu orders ord_… --timeline --json 的输出`,
}
