/** Where one app's mini-programs differ from WeChat's, in whose dialect the sources are written. */
export interface Target {
  readonly name: 'wechat' | 'douyin' | 'kuaishou' | 'xiaohongshu'
  /** The object that its programs find: `wx.request`. */
  readonly host: 'wx' | 'tt' | 'ks' | 'xhs'
  /** How templates and styles end. */
  readonly template: string
  readonly style: string
  /** Whether templates know `aria-*`; only WeChat's documents do. */
  readonly aria: boolean
  /** The oldest base library that the components are made for; absent where none is documented. */
  readonly library?: string
}

export const targets: readonly Target[] = [
  // 2.30.0: engines from iOS 13 and Chrome 86 on.
  {
    name: 'wechat',
    host: 'wx',
    template: 'wxml',
    style: 'wxss',
    aria: true,
    library: '2.30.0',
  },
  {
    name: 'douyin',
    host: 'tt',
    template: 'ttml',
    style: 'ttss',
    aria: false,
    library: '2.31.0',
  },
  { name: 'kuaishou', host: 'ks', template: 'ksml', style: 'css', aria: false },
  {
    name: 'xiaohongshu',
    host: 'xhs',
    template: 'xhsml',
    style: 'css',
    aria: false,
    library: '3.102.3',
  },
]
