/** What `xiaopu channel` prints, and what `xiaopu share` says of words and codes. */
export const channel = {
  columns: {
    checkout: '买家下单',
    opens: '短链接',
    site: '网页账号',
    mini: '小程序',
  },
  opens: { page: '直接打开网页', browser: '先请买家换浏览器打开' },
  none: '没有填',
  secretSet: '密钥已保存',
  secretMissing: '还缺密钥，用环境变量 CHANNEL_SECRET 传入',
  warnings: (count: number) => `发之前看一眼，有 ${count} 处可能违规：`,
  warning: (words: string, name: string, severity: string) => `“${words}” ${name}（${severity}）`,
  noWords: '图片',
}
