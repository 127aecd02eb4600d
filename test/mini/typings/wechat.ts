/// <reference types="miniprogram-api-typings" />
import { createClient, type MiniHost, miniLogin } from '@xiaopu/client/mini'
import { type AppHost, openShop } from '@xiaopu/mini'

/** The client takes WeChat's own object as its typings describe it, in a program without the DOM. */
const host: MiniHost = wx

const client = createClient({ gateway: 'https://shop.example', shop: 'xpk_1', host: wx })
export const listed = client.listings.list({ q: '杯' })
export const login = miniLogin({ host, channel: 'wechat' }, async ({ code }) => code)

/** So do the components. */
const app: AppHost = wx
export const shop = openShop({ gateway: 'https://shop.example', shop: 'xpk_1', host: app })
