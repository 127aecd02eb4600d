import { type KeptNames, probe, tried } from '../kept-names.ts'
import type { MiniHost } from './host.ts'
import { isWrapped } from './storage.ts'

/**
 * What a mini-program's storage keeps, by `getStorageInfoSync().keys`; nothing where the host cannot say it.
 * Nobody else writes there while the program runs, so there is nothing to watch.
 *
 * That call is documented by WeChat (wx.getStorageInfoSync: `keys`, all of them) and Douyin
 * (tt.getStorageInfoSync, since 1.0.0: the names of all that is kept), is on Kuaishou's list of storage calls
 * (ks-game-docs, 存储), and answers `keys` in Taro's table of Xiaohongshu's calls (taro-plugin-platform-xhs,
 * xhsConfig/api.json). That table wraps `getStorageSync` alone; where this one is wrapped as well, it is read.
 */
export function miniNames(host: MiniHost): KeptNames {
  const all = () => tried(() => keysOf(host.getStorageInfoSync?.())) || []
  return {
    all,
    isKeeping: () =>
      tried(() => {
        host.setStorageSync?.(probe, probe)
        const isThere = all().includes(probe)
        host.removeStorageSync?.(probe)
        return isThere
      }) === true,
    watch: () => () => {},
  }
}

function keysOf(answer: unknown): string[] {
  const info = isWrapped(answer) ? answer.data : answer
  const { keys } = (info || {}) as { keys?: unknown }
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
}
