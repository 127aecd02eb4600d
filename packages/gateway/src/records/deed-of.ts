import type { Route } from '@xiaopu/api'
import type { Deed, Topic } from './recorder.ts'

/** A request that may change something; what it is about is in its path, or turns out. */
export function deedOfRequest(
  route: Route,
  params: Readonly<Record<string, string>>,
  requestId: string,
): Deed {
  const { order } = params
  const what = `${route.method} ${route.path}`
  return {
    kind: 'request',
    what,
    about: requestId,
    ...(order && { topic: { by: 'order', id: order } }),
  }
}

/** Whose answer tells which order it made. */
export function noteResource(deed: Deed, resource: string | undefined): void {
  if (!deed.topic && resource?.startsWith('ord_')) deed.topic = { by: 'order', id: resource }
}

const ids: readonly [field: string, by: Topic['by']][] = [
  ['orderId', 'order'],
  ['supplierOrderId', 'purchase'],
  ['paymentId', 'payment'],
  ['refundId', 'refund'],
  ['deadlineId', 'deadline'],
]

/** A job at work: its payload names what it is about. */
export function deedOfJob(name: string, payload: unknown, attempt: number): Deed {
  const about = payload as Readonly<Record<string, unknown>>
  const deed: Deed = {
    kind: 'job',
    what: name,
    about: `attempt ${attempt}`,
    shopId: typeof about.shopId === 'string' ? about.shopId : undefined,
  }
  for (const [field, by] of ids) {
    const id = about[field]
    if (typeof id === 'string') deed.topic = { by, id }
  }
  const notice = about.notice as { readonly fact?: { readonly outTradeNo?: string } } | undefined
  if (notice?.fact?.outTradeNo) deed.topic = { by: 'trade', id: notice.fact.outTradeNo }
  return deed
}
