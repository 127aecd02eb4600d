import type { DeadJob } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Context } from '../context.ts'
import { table } from '../print/table.ts'
import { openShop } from '../seller.ts'

/** Lists work that gave up, or lets it run again. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say, texts } = context
  const { seller } = openShop(context)
  if (asked.words.length > 0) {
    const isAll = asked.words[0] === 'all'
    const result = await seller.jobs.retry(isAll ? {} : { jobs: [...asked.words] })
    say(result, () => cli.retried(result.retried))
    return 0
  }
  const { items } = await seller.jobs.dead()
  say(items, () => {
    if (items.length === 0) return cli.nothingDead
    return [jobTable(items, texts), '', cli.howToRetry].join('\n')
  })
  return items.length > 0 ? 1 : 0
}

function jobTable(items: readonly DeadJob[], { cli: { columns } }: Texts): string {
  return table(
    [
      { title: columns.jobId, value: ({ id }) => id },
      { title: columns.job, value: ({ name }) => name },
      { title: columns.orderId, value: ({ order = '-' }) => order },
      { title: columns.attempts, value: ({ attempts }) => String(attempts), right: true },
      { title: columns.why, value: ({ error = '' }) => error, width: 60 },
    ],
    items,
  )
}
