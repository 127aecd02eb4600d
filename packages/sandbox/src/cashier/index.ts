export { type Cashier, createCashier, defaultMerchant } from './cashier.ts'
export type { Merchant } from './merchant-door.ts'
export {
  type CashierChange,
  type CashierFaultKind,
  type CashierState,
  cashierFaultKinds,
} from './state.ts'
