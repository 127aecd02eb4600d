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

/** Requests to a gateway on this machine are allowed while developing. */
const setting = { urlCheck: false, es6: false, minified: false, postcss: false }

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
      'project.config.json': json({
        appid: 'touristappid',
        projectname: 'xiaopu',
        compileType: 'miniprogram',
        libVersion: '3.7.3',
        miniprogramRoot: './',
        setting: { ...setting, enhance: false },
      }),
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
    project: {
      'project.config.json': json({ appid: 'testAppId', projectname: 'xiaopu', setting }),
    },
  },
  {
    name: 'kuaishou',
    host: 'ks',
    template: 'ksml',
    style: 'css',
    aria: false,
    project: {
      'project.ks.json': json({ appid: 'ks_your_app_id', projectname: 'xiaopu', setting }),
    },
  },
  {
    name: 'xiaohongshu',
    host: 'xhs',
    template: 'xhsml',
    style: 'css',
    aria: false,
    library: '3.102.3',
    project: {
      'project.xhs.json': json({ appid: 'your_app_id', projectname: 'xiaopu', setting }),
    },
  },
]
