import type { Seller } from '@xiaopu/client'
import { type Difference, isFailureCode, type Reconciliation } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { Context } from '../context.ts'
import { differenceTable } from '../print/difference-table.ts'
import { progress } from '../print/progress.ts'
import { all, openShop } from '../seller.ts'

const lookMillis = 300

/** Compares the books with 1688 and the cashier; 1 where something does not agree or could not be asked. */
export async function run(context: Context): Promise<number> {
  const { texts, say } = context
  const { seller } = openShop(context)
  const reconciliation = await wholeLook(seller, context)
  const differences = await all((cursor) =>
    seller.books.differences({ limit: '100', ...(cursor && { cursor }) }),
  )
  say({ reconciliation, differences }, () => describe(reconciliation, differences, texts))
  return reconciliation.state === 'failed' || differences.length > 0 ? 1 : 0
}

async function wholeLook(seller: Seller, { cli }: Context): Promise<Reconciliation> {
  const begun = await seller.books.reconcile()
  const shown = progress(cli.reconciling, 0)
  let now: Reconciliation = begun
  while (now.state === 'running') {
    await new Promise((done) => setTimeout(done, lookMillis))
    now = await seller.books.read(begun.id)
    shown.at(now.messages + now.purchases + now.payments + now.refunds)
  }
  shown.end()
  return now
}

function describe(
  reconciliation: Reconciliation,
  differences: readonly Difference[],
  texts: Texts,
): string {
  const { cli, failures } = texts
  const { repaired, failure } = reconciliation
  const why = failure && isFailureCode(failure) ? failures[failure]({}) : failure
  return [
    cli.reconciled(reconciliation),
    ...(repaired > 0 ? [cli.repaired(repaired)] : []),
    ...(why ? [cli.reconcileFailed(why)] : []),
    ...(differences.length > 0
      ? ['', differenceTable(differences, texts), '', cli.auditFound(differences.length)]
      : [cli.booksAgree]),
  ].join('\n')
}
