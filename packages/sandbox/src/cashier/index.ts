export {
  type Cashier,
  type CashierClock,
  type CashierOptions,
  createCashier,
  defaultMerchant,
} from './cashier.ts'
export type { OnChange } from './ledger.ts'
export type { Merchant } from './merchant-door.ts'
export {
  type CashierChange,
  type CashierFault,
  type CashierFaultKind,
  type CashierPayment,
  type CashierRefund,
  type CashierState,
  type CashierTable,
  cashierFaultKinds,
  type Notice,
} from './state.ts'
