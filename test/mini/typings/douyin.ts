/// <reference types="@douyin-microapp/typings" />
import { createClient, type MiniHost, miniLogin } from '@xiaopu/client/mini'
import { type AppHost, openShop } from '@xiaopu/mini'

/** The client takes Douyin's own object as its typings describe it, in a program without the DOM. */
const host: MiniHost = tt

const client = createClient({ gateway: 'https://shop.example', shop: 'xpk_1', host: tt })
export const listed = client.listings.list({ q: '杯' })
export const login = miniLogin(
  { host, channel: 'douyin' },
  async ({ anonymousCode }) => anonymousCode,
)

/** So do the components. */
const app: AppHost = tt
export const shop = openShop({ gateway: 'https://shop.example', shop: 'xpk_1', host: app })
