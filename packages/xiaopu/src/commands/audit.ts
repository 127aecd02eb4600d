import { formatMoney } from '@xiaopu/domain'
import { findDifferences } from '@xiaopu/gateway'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { table } from '../print/table.ts'

/** Adds up the books again; 1 where something is off. */
export async function run({ env, cli, say }: Context): Promise<number> {
  const audit = await withDatabase(env, findDifferences)
  say(audit, () => {
    if (audit.differences.length === 0) return cli.auditClean(audit.orders)
    const rows = table(
      [
        { title: cli.columns.row, value: ({ order }) => order },
        { title: cli.columns.off, value: ({ by }) => (by ? formatMoney(by) : ''), right: true },
        { title: cli.columns.check, value: ({ invariant, rule }) => `${invariant} ${rule}` },
        { title: '', value: ({ detail = '' }) => detail },
      ],
      audit.differences,
    )
    return `${rows}\n\n${cli.auditFound(audit.differences.length)}`
  })
  return audit.differences.length > 0 ? 1 : 0
}
