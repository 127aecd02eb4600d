import { Difference, Reconciliation } from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page } from './page.ts'
import { route } from './route.ts'

export const reconcile = route({
  method: 'POST',
  path: '/v1/seller/reconcile',
  caller: 'seller',
  summary: 'Compare your books with 1688 and the cashier now; answers at once, while it goes on',
  reply: Reconciliation,
})

export const readReconciliation = route({
  method: 'GET',
  path: '/v1/seller/reconcile/:reconciliation',
  caller: 'seller',
  summary: 'How far a comparison is, or what it came to',
  reply: Reconciliation,
})

export const listReconciliations = route({
  method: 'GET',
  path: '/v1/seller/reconcile',
  caller: 'seller',
  summary: 'Comparisons of the last thirty days, newest first; one is made every hour',
  query: v.object(cursorQuery),
  reply: Page(Reconciliation),
})

export const listDifferences = route({
  method: 'GET',
  path: '/v1/seller/differences',
  caller: 'seller',
  summary: 'What the books here, at 1688 and at the cashier do not agree on, newest first',
  query: v.object({ state: v.optional(v.picklist(['open', 'all'])), ...cursorQuery }),
  reply: Page(Difference),
})

export const resolveDifference = route({
  method: 'POST',
  path: '/v1/seller/differences/:difference/resolve',
  caller: 'seller',
  summary: 'Close a difference that you have looked after, saying how',
  body: v.strictObject({ note: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) }),
  reply: Difference,
})

export const retryDifference = route({
  method: 'POST',
  path: '/v1/seller/differences/:difference/retry',
  caller: 'seller',
  summary:
    'Try again what was refused for good, once its cause is out of the way; it is settled by itself when it succeeds',
  reply: Difference,
})
