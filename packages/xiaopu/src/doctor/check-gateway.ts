import type { Context } from '../context.ts'
import { openShop, type ShopAtGateway } from '../seller.ts'
import { type Check, mostApartSeconds, wordsOf } from './check.ts'

/** The running gateway, what it reaches 1688 with, and its clock. */
export async function checkGateway(context: Context): Promise<Check[]> {
  const { cli } = context
  try {
    const shop = openShop(context)
    const { name } = await shop.seller.shop.read()
    const reached: Check = { name: 'gateway', state: 'ok', found: `${shop.gateway} ${name}` }
    return [reached, await checkPlatform(shop, context), await checkClock(shop, context)]
  } catch (error) {
    const found = wordsOf(error, context)
    return [{ name: 'gateway', state: 'bad', found, todo: cli.doctor.gatewayTodo }]
  }
}

/** A search goes through the platform's signature, token and quota. */
async function checkPlatform({ seller }: ShopAtGateway, context: Context): Promise<Check> {
  try {
    const { total } = await seller.offers.search({ limit: '1' })
    return { name: 'platform', state: 'ok', found: context.cli.found(total) }
  } catch (error) {
    const found = wordsOf(error, context)
    return { name: 'platform', state: 'bad', found, todo: context.cli.doctor.platformTodo }
  }
}

async function checkClock({ gateway }: ShopAtGateway, { cli }: Context): Promise<Check> {
  const response = await fetch(`${gateway}/healthz`)
  const { serverNow } = (await response.json()) as { serverNow: string }
  const apart = Math.round(Math.abs(Date.parse(serverNow) - Date.now()) / 1000)
  const found = cli.doctor.apart(apart)
  if (apart <= mostApartSeconds) return { name: 'clock', state: 'ok', found }
  return { name: 'clock', state: 'warn', found, todo: cli.doctor.clockTodo }
}
