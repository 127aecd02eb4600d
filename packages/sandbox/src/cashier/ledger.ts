import type {
  CashierChange,
  CashierFault,
  CashierFaultKind,
  CashierPayment,
  CashierRefund,
  CashierState,
  CashierTable,
  Notice,
} from './state.ts'
import { emptyState } from './state.ts'

/** The cashier's memory: rows are replaced, and every replacement is told once its turn is over. */
export interface Ledger {
  readonly state: CashierState
  payment(merchant: string, outTradeNo: string): CashierPayment | undefined
  paymentByToken(token: string): CashierPayment | undefined
  refund(merchant: string, outRefundNo: string): CashierRefund | undefined
  notice(eventId: string): Notice | undefined
  putPayment(payment: CashierPayment): void
  putRefund(refund: CashierRefund): void
  putNotice(notice: Notice): void
  putFault(fault: CashierFault): void
  removeFault(id: string): void
  /** The oldest fault of one of the kinds, which counts as used once. */
  takeFault(...kinds: readonly CashierFaultKind[]): CashierFault | undefined
  /** Tells what changed since the last call and waits until it is kept. */
  commit(): Promise<void>
}

/** Keeps changed rows; the cashier answers only after it is done. */
export type OnChange = (changes: readonly CashierChange[]) => void | Promise<void>

/** Opens a ledger on what an earlier process kept. */
export function openLedger(kept: CashierState = emptyState, onChange?: OnChange): Ledger {
  const rows = {
    payments: new Map(Object.entries(kept.payments)),
    refunds: new Map(Object.entries(kept.refunds)),
    notices: new Map(Object.entries(kept.notices)),
    faults: new Map(Object.entries(kept.faults)),
  }
  const tokens = new Map([...rows.payments].map(([id, { token }]) => [token, id]))
  let changes: CashierChange[] = []
  const put = <T>(table: CashierTable, map: Map<string, T>, id: string, row: T) => {
    map.set(id, row)
    changes.push([table, id, row])
  }
  const ledger: Ledger = {
    get state() {
      return {
        payments: Object.fromEntries(rows.payments),
        refunds: Object.fromEntries(rows.refunds),
        notices: Object.fromEntries(rows.notices),
        faults: Object.fromEntries(rows.faults),
      }
    },
    payment: (merchant, outTradeNo) => rows.payments.get(`${merchant}/${outTradeNo}`),
    paymentByToken: (token) => rows.payments.get(tokens.get(token) ?? ''),
    refund: (merchant, outRefundNo) => rows.refunds.get(`${merchant}/${outRefundNo}`),
    notice: (eventId) => rows.notices.get(eventId),
    putPayment: (payment) => {
      const id = `${payment.merchant}/${payment.outTradeNo}`
      tokens.set(payment.token, id)
      put('payments', rows.payments, id, payment)
    },
    putRefund: (refund) =>
      put('refunds', rows.refunds, `${refund.merchant}/${refund.outRefundNo}`, refund),
    putNotice: (notice) => put('notices', rows.notices, notice.eventId, notice),
    putFault: (fault) => put('faults', rows.faults, fault.id, fault),
    removeFault: (id) => {
      if (rows.faults.delete(id)) changes.push(['faults', id, null])
    },
    takeFault: (...kinds) => {
      const fault = [...rows.faults.values()].find(({ kind }) => kinds.includes(kind))
      if (!fault) return undefined
      if (fault.times > 1) ledger.putFault({ ...fault, times: fault.times - 1 })
      else ledger.removeFault(fault.id)
      return fault
    },
    commit: async () => {
      const told = changes
      changes = []
      if (told.length > 0) await onChange?.(told)
    },
  }
  return ledger
}
