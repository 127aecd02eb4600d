import type { Seller } from '@xiaopu/client'
import { type DeadJob, type Difference, isId, mayRetry } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { differenceTable } from '../print/difference-table.ts'
import { table } from '../print/table.ts'
import { all, openShop } from '../seller.ts'

const isRefusal = (id: string) => isId('difference', id)

/** Lists work that gave up and what others refuse for good; lets it run again, or closes a refusal. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say, texts } = context
  const { seller } = openShop(context)
  const note = asked.text('close')
  if (note !== undefined) return closeAll(context, seller, note)
  if (asked.words.length > 0) {
    const retried = await again(seller, asked.words)
    say({ retried }, () => cli.retried(retried))
    return 0
  }
  const [{ items: jobs }, refused] = await Promise.all([seller.jobs.dead(), refusalsOf(seller)])
  say({ jobs, refused }, () => {
    if (jobs.length + refused.length === 0) return cli.nothingDead
    return [
      ...(jobs.length > 0 ? [jobTable(jobs, texts), ''] : []),
      ...(refused.length > 0 ? [differenceTable(refused, texts), ''] : []),
      cli.howToRetry,
    ].join('\n')
  })
  return jobs.length + refused.length > 0 ? 1 : 0
}

async function refusalsOf(seller: Seller): Promise<Difference[]> {
  const open = await all((cursor) =>
    seller.books.differences({ limit: '100', ...(cursor && { cursor }) }),
  )
  return open.filter(({ kind }) => kind === 'refused')
}

/** @returns how many. @throws CommandError before anything is done, for what is neither a job nor a refusal */
async function again(seller: Seller, words: readonly string[]): Promise<number> {
  const isAll = words.length === 1 && words[0] === 'all'
  const strange = isAll ? undefined : words.find((word) => !isRefusal(word) && !/^\d+$/.test(word))
  if (strange !== undefined)
    throw new CommandError((cli) => cli.badOption('retry', strange, '12 dif_… all'), 2)
  const ids = isAll
    ? (await refusalsOf(seller)).filter(mayRetry).map(({ id }) => id)
    : words.filter(isRefusal)
  const jobs = words.filter((word) => !isRefusal(word))
  for (const id of ids) await seller.books.retry(id)
  const wantsJobs = isAll || jobs.length > 0
  const { retried } = wantsJobs ? await seller.jobs.retry(isAll ? {} : { jobs }) : { retried: 0 }
  return ids.length + retried
}

async function closeAll(
  { asked, cli, say, texts }: Context,
  seller: Seller,
  note: string,
): Promise<number> {
  if (asked.words.length === 0) throw new CommandError(() => cli.missingArgument('dif_…'), 2)
  const closed: Difference[] = []
  for (const id of asked.words) closed.push(await seller.books.resolve(id, { note }))
  say(closed, () => differenceTable(closed, texts))
  return 0
}

function jobTable(items: readonly DeadJob[], { cli: { columns, refunds } }: Texts): string {
  return table(
    [
      { title: columns.jobId, value: ({ id }) => id },
      { title: columns.job, value: ({ name }) => name },
      { title: columns.orderId, value: ({ order = '-' }) => order },
      { title: columns.attempts, value: ({ attempts }) => String(attempts), right: true },
      { title: refunds.columns.reason, value: ({ error = '' }) => error, width: 60 },
    ],
    items,
  )
}
