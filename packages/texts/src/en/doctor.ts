import type { doctor as source } from '../zh-cn/doctor.ts'

export const doctor: typeof source = {
  names: {
    node: 'Node.js',
    embed: 'Embed files',
    disk: 'Room on disk',
    database: 'Database',
    books: 'Books',
    gateway: 'Gateway and key',
    platform: '1688 platform',
    clock: 'Clock',
    app: '1688 app',
    'platform-clock': '1688 clock',
    token: '1688 consent',
    permission: '1688 permission',
    'balance-pay': 'Payment agreement',
    push: 'Push messages',
  },
  nodeTodo: 'Install Node.js 22 or newer',
  embedTodo: 'Run xiaopu dev or pnpm build once',
  diskTodo: 'Make room: when the disk is full nobody can order, and the database stops',
  databaseTodo: 'Run xiaopu dev first, or check DATABASE_URL',
  booksTodo: 'Run xiaopu audit to see which',
  gatewayTodo: 'Check XIAOPU_URL and XIAOPU_KEY, and that the gateway runs',
  platformTodo:
    "Check the gateway's ALIBABA_APP_KEY, ALIBABA_APP_SECRET and token; authorise again if need be",
  clockTodo: "Fine where the sandbox's clock was turned; else let the system keep its time",
  apart: (seconds) => `${seconds} s apart from this machine`,
  noApp:
    'ALIBABA_APP_KEY is not set: 1688 was checked through the gateway only, not the app itself',
  appGood: (appKey) => `${appKey}, the secret is right`,
  appUnreachable: (host) => `${host} cannot be reached`,
  unreachableTodo: 'Check the network, the proxy and ALIBABA_BASE_URL',
  secretTodo:
    'Open open.1688.com → 控制台 (console) → 应用管理 (apps) → your app → 应用信息 (app info) and copy the App Secret into ALIBABA_APP_SECRET again',
  keyTodo:
    "Open open.1688.com → 控制台 (console) → 应用管理 (apps) and copy the app's App Key into ALIBABA_APP_KEY",
  platformClockTodo: 'Let the system keep its time: signed calls are refused when it is far off',
  tokenOf: (owner) => owner,
  tokenGood: 'The token is good',
  tokenTodo:
    'Let the buying account consent again: open.1688.com → 控制台 (console) → 应用管理 (apps) → your app → 授权管理 (authorisation), then put the new token into ALIBABA_REFRESH_TOKEN or ALIBABA_TOKEN',
  granted: (granted, asked) => `${granted} of ${asked} calls are granted`,
  denied: 'not granted',
  permissionTodo: (api, purpose) =>
    `Needed to ${purpose}. Open open.1688.com → 控制台 (console) → 应用管理 (apps) → your app → API 权限 (API permissions) and apply for ${api}; a bought solution does not grant its calls`,
  permissionUnknownTodo: 'Mend what stands above, then run xiaopu doctor again',
  purposes: {
    list: 'choose and list goods',
    buy: 'buy',
    change: 'cancel, note, urge and confirm purchases',
    follow: 'follow parcels',
    refund: 'claim refunds and return goods',
    hear: 'hear of changed prices and stock',
  },
  payOpen: (channels) => `signed: ${channels}`,
  payClosed: 'the buying account has not signed the payment agreement (免密支付)',
  payTodo: (signUrl) =>
    `Sign in with the buying account and sign${signUrl ? ` at ${signUrl}` : ': 1688.com → 买家中心 (buyer centre) → 支付设置 (payment) → 免密支付'}; without it nobody pays for purchases`,
  pushNoUrl: 'XIAOPU_URL is not set, so the push address is not known',
  pushNoUrlTodo: 'Put the public address by which buyers reach the gateway into XIAOPU_URL',
  pushAnswers: (url) => `${url} answers`,
  pushSilent: (url) => `${url} does not answer as it should`,
  pushSilentTodo:
    'Check that the gateway runs and that the proxy passes POST requests to this address on unchanged',
  pushTest:
    'Whether it can be reached from outside is tested in the console: open.1688.com → 控制台 (console) → 应用管理 (apps) → your app → 消息管理 (messages): enter this address, subscribe to order, logistics and product messages, press 测试推送 (test)',
  pushElsewhere: (url) => `the sandbox pushes to ${url || 'nowhere'}`,
  pushElsewhereTodo: (url) => `Set the push address to ${url} on the sandbox's control page`,
}
