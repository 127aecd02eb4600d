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
  /** What its tool wants to find in a project, by file name. */
  readonly project: Readonly<Record<string, string>>
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`

/**
 * What a tool wants to find in a project. Compilers for these apps (Taro, uni-app) write the file under this
 * name for each of them; `project.ks.json` and `project.xhs.json` are only what they make it of.
 */
const project = (appid: string, more: object = {}) => ({
  'project.config.json': json({
    appid,
    projectname: 'xiaopu',
    compileType: 'miniprogram',
    miniprogramRoot: './',
    ...more,
    // Requests to a gateway on this machine are allowed while developing.
    setting: { urlCheck: false, es6: false, minified: false, postcss: false, enhance: false },
  }),
})

export const targets: readonly Target[] = [
  // 2.30.0: engines from iOS 13 and Chrome 86 on.
  {
    name: 'wechat',
    host: 'wx',
    template: 'wxml',
    style: 'wxss',
    aria: true,
    library: '2.30.0',
    project: {
      ...project('touristappid', { libVersion: '3.7.3' }),
      'sitemap.json': json({ rules: [{ action: 'allow', page: '*' }] }),
    },
  },
  {
    name: 'douyin',
    host: 'tt',
    template: 'ttml',
    style: 'ttss',
    aria: false,
    library: '2.31.0',
    project: project('testAppId'),
  },
  {
    name: 'kuaishou',
    host: 'ks',
    template: 'ksml',
    style: 'css',
    aria: false,
    project: project('ks_your_app_id'),
  },
  {
    name: 'xiaohongshu',
    host: 'xhs',
    template: 'xhsml',
    style: 'css',
    aria: false,
    library: '3.102.3',
    project: project('touristappid'),
  },
]
