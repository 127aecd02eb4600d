export { apis } from './calls/index.ts'
export {
  type CashierFaultKind,
  defaultMerchant,
  type Merchant,
} from './cashier/index.ts'
export type { SandboxOffer, SandboxSku, SandboxSupplier } from './catalogue/offer.ts'
export type { Clock } from './clock.ts'
export type { Api, Param } from './door/api.ts'
export type { FaultKind, MessageFaultKind } from './faults.ts'
export {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  type Sandbox,
  type SandboxOptions,
} from './sandbox.ts'
export { TEMPERAMENT_CHOICES, type TemperamentChoice } from './world/temperament.ts'
export { FIRST_REFRESH_TOKEN, FIRST_TOKEN } from './world/world.ts'
