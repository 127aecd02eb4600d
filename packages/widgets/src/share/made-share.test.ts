import { detectChannel } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { channelHere } from './made-share.ts'

test.each([
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 MicroMessenger/8.0.50', 'wechat'],
  [
    'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 aweme_300000 BytedanceWebview/d8a21c6',
    'douyin',
  ],
  ['Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Kwai/12.1.10 KwaiWebView', 'kuaishou'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605.1.15 discover/8.60 XHS',
    'xiaohongshu',
  ],
  ['Mozilla/5.0 (iPhone) wxwork/4.1.22 MicroMessenger/7.0.1', 'wechat'],
  ['Mozilla/5.0 (Linux) Chrome/87.0 Kwai/12.5.20 MicroMessenger/7.0.4 miniProgram', 'kuaishou'],
  ['Mozilla/5.0 (Linux) ksNebula/11.4.10.5482', 'kuaishou'],
  ['Mozilla/5.0 (Windows) Lark/7.5.8 ToutiaoMicroApp/2.0', 'web'],
  ['Mozilla/5.0 (iPhone) musical_ly_33.1.0 BytedanceWebview/d8a21c6', 'web'],
  ['Mozilla/5.0 (Linux) XiaoHongShu/8.92', 'xiaohongshu'],
  ['Mozilla/5.0 (Linux; Android 13; Discovery Pad; wv) Chrome/119', 'web'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36', 'web'],
])('a page in %s is passed on to %s', (agent, channel) => {
  expect(channelHere(agent)).toBe(channel)
  expect(detectChannel({ ua: agent }).channel).toBe(channel)
})
