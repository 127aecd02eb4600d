import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OrderTimeline } from '@xiaopu/domain'
import { type Ended, runCommandLine } from '../command-line.ts'
import type { Placed } from '../market.ts'
import type { OpenShop } from '../shop.ts'

interface Ending {
  readonly order: string
  readonly purchases: string[]
  readonly afterSales?: string[]
  readonly refunds?: { state: string; reason: string; pieces: number; shares: number[] }[]
  readonly claims?: string[]
}

export interface Played {
  readonly isSame: boolean
  readonly played: Ending
  readonly recorded: Ending
}

export async function exported(
  market: Pick<OpenShop, 'sell'>,
  { order }: Placed,
): Promise<OrderTimeline> {
  const path = `/v1/seller/orders/${order.id}/timeline`
  const { status, text, json } = await market.sell<OrderTimeline>(path)
  if (status !== 200) throw new Error(text)
  return json
}

/** Plays an export, as somebody does who helps from far away. */
export async function play(timeline: OrderTimeline): Promise<Played> {
  return JSON.parse((await run(timeline, '--json')).stdout)
}

/** What playing an export prints: each step, then how it ended. */
export async function printed(timeline: OrderTimeline): Promise<string> {
  const { stdout, stderr } = await run(timeline)
  return stderr + stdout
}

async function run(timeline: OrderTimeline, ...options: readonly string[]): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-exports-'))
  try {
    const file = join(folder, 'order.json')
    await writeFile(file, JSON.stringify(timeline))
    const ended = await runCommandLine(['replay', file, ...options], {})
    if (ended.stdout === '') throw new Error(ended.stderr)
    return ended
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function replayed(market: Pick<OpenShop, 'sell'>, placed: Placed): Promise<Played> {
  return play(await exported(market, placed))
}
