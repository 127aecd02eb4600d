export { type SandboxCashierOptions, sandboxCashier } from './cashier.ts'
