export { type ChannelCalls, channels } from './calls.ts'
export { wechatMiniTag } from './mini-tag.ts'
export { openWechatPage, type WechatCard, type WechatOptions, type WechatPage } from './page.ts'
export { wechatScriptUrl } from './script.ts'
