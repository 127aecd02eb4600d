import { readFile } from 'node:fs/promises'
import { OrderTimeline } from '@xiaopu/domain'
import * as v from 'valibot'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import type { Ending, RefundEnding } from '../replay/ending.ts'
import { isPlayable } from '../replay/group-deeds.ts'
import { playTimeline } from '../replay/play.ts'

/** Plays an exported order at a fresh sandbox and tells whether it ends as it did. */
export async function run({ asked, cli, say, note }: Context): Promise<number> {
  const [path] = asked.words
  if (path === undefined) throw new CommandError((texts) => texts.missingArgument('export.json'), 2)
  const timeline = await readExport(path)
  if (!isPlayable(timeline)) throw new CommandError((cli) => cli.timeline.notPlayed, 2)
  const play = await playTimeline(timeline, ({ at, deed }, refused) =>
    note([new Date(at).toISOString(), deed, ...(refused ? [refused] : [])].join('  ')),
  )
  say(play, () =>
    [cli.timeline.replayed(play.isSame), spell(play.recorded), spell(play.played)].join('\n'),
  )
  return play.isSame ? 0 : 1
}

async function readExport(path: string): Promise<OrderTimeline> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new CommandError((cli) => cli.mistyped.unreadable(path, cause.message), 2, { cause })
  })
  try {
    return v.parse(OrderTimeline, JSON.parse(text.trim()))
  } catch (cause) {
    throw new CommandError((cli) => cli.timeline.noExport(path), 2, { cause })
  }
}

function spell({ order, purchases, payments, afterSales, refunds, claims }: Ending): string {
  const told = [purchases, payments, afterSales, refunds?.map(spellRefund), claims]
  const parts = told.flatMap((things) => (things?.length ? [things.join(', ')] : []))
  return `  ${[order, ...parts].join(' · ')}`
}

function spellRefund({ state, reason, pieces, shares }: RefundEnding): string {
  const parts = shares.map((share) => `${(100 * share).toFixed(1)}%`)
  return [state, reason, `×${pieces}`, ...parts].join(' ')
}
