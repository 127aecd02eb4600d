import type { Table } from './store.ts'

/** Something that will happen when the clock reaches `at`. */
export interface Due {
  readonly id: string
  readonly at: number
  readonly kind: DueKind
  /** The order, message or word of the cashier it is about. */
  readonly about: string
  /** What the kind needs besides: the parcel, the node, the attempt. */
  readonly detail?: string
}

export type DueKind =
  | 'pay-timeout'
  | 'ship'
  | 'trace'
  | 'auto-confirm'
  | 'settle'
  | 'reprice'
  | 'seller-close'
  | 'address-answer'
  | 'refund-answer'
  | 'refund-lapse'
  | 'deliver'
  | 'cashier'
  | 'wechat-pay'

/** Finds what comes next without looking at everything. */
export interface DueQueue {
  add(due: Due): void
  /** The earliest due at or before `until`; equal times in the order they were planned. */
  earliest(until: number): Due | undefined
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.id < b.id)

/**
 * A binary heap over a table of dues. Rows that were removed, or whose transaction was undone, are
 * skipped when they come to the top: the table decides.
 */
export function createDueQueue(dues: Table<Due>): DueQueue {
  const heap: Due[] = []
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]]
    if (one && other) {
      heap[a] = other
      heap[b] = one
    }
  }
  const before = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]]
    return one !== undefined && other !== undefined && isBefore(one, other)
  }
  const add = (due: Due): void => {
    heap.push(due)
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!before(at, parent)) break
      swap(at, parent)
      at = parent
    }
  }
  const dropFirst = (): void => {
    swap(0, heap.length - 1)
    heap.pop()
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const child = before(right, left) ? right : left
      if (!before(child, at)) break
      swap(at, child)
      at = child
    }
  }
  for (const due of dues.values()) add(due)
  return {
    add,
    earliest: (until) => {
      for (let first = heap[0]; first; first = heap[0]) {
        if (dues.get(first.id) === first) return first.at <= until ? first : undefined
        dropFirst()
      }
      return undefined
    },
  }
}
