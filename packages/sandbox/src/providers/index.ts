import { Hono } from 'hono'
import type { CashierOptions } from '../cashier/cashier.ts'
import type { Due } from '../world/dues.ts'
import type { World } from '../world/world.ts'
import { alipayApp } from './alipay/gateway.ts'
import { alipayVoice } from './alipay/voice.ts'
import { type Books, openBooks } from './books.ts'
import { settleRefund } from './deeds.ts'
import { douyinApp, douyinVoice } from './douyin/door.ts'
import { kuaishouApp, kuaishouVoice } from './kuaishou/door.ts'
import { attemptNotice, noticeName, refundName, type Voices } from './notices.ts'
import { xiaohongshuApp, xiaohongshuVoice } from './xiaohongshu/door.ts'

/** Alipay and the mini-program platforms as collectors of money: tenants of the world. */
export interface Providers {
  /** Serves their doors and pages. */
  readonly app: Hono
  readonly books: Books
  /** Does what one of them asked to be reminded of; undefined for what is not theirs. */
  due(due: Due): Promise<void> | undefined
}

export function openProviders(
  world: World,
  outside: Pick<CashierOptions, 'fetch' | 'realNow'>,
): Providers {
  const books = openBooks(world)
  const { fetch: send = fetch, realNow = Date.now } = outside
  const voices: Voices = {
    alipay: alipayVoice,
    douyin: douyinVoice,
    kuaishou: kuaishouVoice,
    xiaohongshu: xiaohongshuVoice,
  }
  const app = new Hono()
  app.route('/', alipayApp(world, books, realNow))
  app.route('/', douyinApp(world, books))
  app.route('/', kuaishouApp(world, books))
  app.route('/', xiaohongshuApp(world, books))
  return {
    app,
    books,
    due: (due) => {
      const [name, data] = JSON.parse(due.detail ?? '[]') as [string?, unknown?]
      if (name === noticeName) return attemptNotice(world, books, { fetch: send, voices }, data)
      if (name !== refundName) return undefined
      return (async () => {
        world.store.transaction(() => settleRefund(world, books, String(data)))
      })()
    },
  }
}
