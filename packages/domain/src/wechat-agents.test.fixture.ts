import { android, iphone, mac, type Seen, windows } from './seen-agent.test.fixture.ts'

const weixin = 'WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64'

/** WeChat and WeCom, on all they run on. */
export const wechatAgents: readonly Seen[] = [
  {
    name: 'WeChat, Android, XWEB 142',
    ua: android(
      'PGT-AN00 Build/HONORPGT-AN00; wv',
      `Version/4.0 Chrome/142.0.7444.173 Mobile Safari/537.36 XWEB/1420273 MMWEBSDK/20251101 MMWEBID/4423 MicroMessenger/8.0.66.2980(0x28004251) ${weixin}`,
    ),
    container: 'wechat',
    os: 'android',
    engine: 'chromium 142',
  },
  {
    name: 'WeChat, Android, XWEB 107 on an old phone',
    ua: android(
      'MI 9 Build/QKQ1.190825.002; wv',
      `Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5075 MMWEBSDK/20230405 MMWEBID/7312 MicroMessenger/8.0.35.2360(0x28002355) ${weixin}`,
      10,
    ),
    container: 'wechat',
    os: 'android',
    engine: 'chromium 107',
  },
  {
    name: 'WeChat, Android, X5 of long ago',
    ua: android(
      'OPPO R11 Build/NMF26X; wv',
      'Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/045230 Mobile Safari/537.36 MMWEBID/5521 MicroMessenger/7.0.12.1620(0x27000C37) Process/tools NetType/4G Language/zh_CN ABI/arm64',
      7,
    ),
    container: 'wechat',
    os: 'android',
    engine: 'chromium 66',
  },
  {
    name: 'WeChat, iPhone',
    ua: iphone('Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN'),
    container: 'wechat',
    os: 'ios',
    engine: 'webkit 17',
  },
  {
    name: 'WeChat, iPhone of iOS 12, below the floor',
    ua: iphone('Mobile/15E148 MicroMessenger/8.0.20(0x18001435) NetType/4G Language/zh_CN', '12_5'),
    container: 'wechat',
    os: 'ios',
    engine: 'webkit 12',
  },
  {
    name: 'WeChat, iPad',
    ua: 'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN',
    container: 'wechat',
    os: 'ios',
    engine: 'webkit 16',
  },
  {
    name: 'WeChat, a shortened agent without a number',
    ua: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger',
    container: 'wechat',
    os: 'ios',
    engine: 'webkit 18',
  },
  {
    name: 'WeChat, HarmonyOS NEXT',
    ua: 'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) NetType/WIFI Language/zh_CN XWEB/1140319',
    container: 'wechat',
    os: 'harmony',
    engine: 'chromium 114',
  },
  {
    name: 'WeChat, Windows',
    ua: windows(
      'Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33) XWEB/13603 Flue',
    ),
    container: 'wechat',
    os: 'windows',
    engine: 'chromium 132',
  },
  {
    name: 'WeChat, Mac',
    ua: mac(
      'Chrome/132.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF MacWechat/3.8.10(0x13080a11) XWEB/1227',
    ),
    container: 'wechat',
    mini: true,
    os: 'mac',
    engine: 'chromium 132',
  },
  {
    name: 'WeChat, Mac, a page of its browser',
    ua: mac('MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.10(0x13080a11) NetType/WIFI'),
    container: 'wechat',
    os: 'mac',
    engine: 'unknown unknown',
  },
  {
    name: 'WeChat mini-program, web view, Android',
    ua: android(
      'V2243A; wv',
      `Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MMWEBSDK/20250201 MMWEBID/2247 MicroMessenger/8.0.58.2841(0x28003A3F) ${weixin} miniProgram/wx0123456789abcdef`,
    ),
    container: 'wechat',
    mini: true,
    os: 'android',
    engine: 'chromium 134',
  },
  {
    name: 'WeChat mini-program, web view, iPhone',
    ua: iphone(
      'Mobile/15E148 MicroMessenger/8.0.58(0x18003a2b) NetType/WIFI Language/zh_CN miniProgram/wx0123456789abcdef',
      '18_3',
    ),
    container: 'wechat',
    mini: true,
    os: 'ios',
    engine: 'webkit 18',
  },
  {
    name: 'WeChat mini-program, logic layer, Android',
    ua: android(
      'PDVM00; wv',
      `Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300333 MMWEBSDK/20241103 MicroMessenger/8.0.55.2780(0x28003737) ${weixin} MiniProgramEnv/android`,
    ),
    container: 'wechat',
    mini: true,
    os: 'android',
    engine: 'chromium 130',
  },
  {
    name: 'WeChat mini-program, Windows',
    ua: windows(
      'Chrome/126.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090a13) XWEB/11275',
    ),
    container: 'wechat',
    mini: true,
    os: 'windows',
    engine: 'chromium 126',
  },
  {
    name: 'WeCom, Android',
    ua: android(
      'Redmi K30; wv',
      'Version/4.0 Chrome/95.0.4638.74 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh ColorScheme/Light',
    ),
    container: 'wecom',
    os: 'android',
    engine: 'chromium 95',
  },
  {
    name: 'WeCom, iPhone',
    ua: iphone('Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh ColorScheme/Light'),
    container: 'wecom',
    os: 'ios',
    engine: 'webkit 17',
  },
  {
    name: 'WeCom, Windows',
    ua: windows(
      'Chrome/108.0.5359.215 Safari/537.36 wxwork/4.1.10 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk',
    ),
    container: 'wecom',
    os: 'windows',
    engine: 'chromium 108',
  },
  {
    name: 'a mini-program inside WeCom',
    ua: android(
      'Redmi K30; wv',
      'Version/4.0 Chrome/95.0.4638.74 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh MiniProgramEnv/android',
    ),
    container: 'wecom',
    mini: true,
    os: 'android',
    engine: 'chromium 95',
  },
]
