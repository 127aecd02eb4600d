export { apis } from './calls/index.ts'
export {
  type CashierFaultKind,
  defaultMerchant,
  type Merchant,
} from './cashier/index.ts'
export type { SandboxOffer, SandboxSku, SandboxSupplier } from './catalogue/offer.ts'
export type { Clock } from './clock.ts'
export type { Api, CodeKind, Param, PossibleCode } from './door/api.ts'
export { type FaultScript, faultScriptSchema, readFaultScript } from './fault-script.ts'
export { FAULT_KINDS, type FaultKind, type MessageFaultKind } from './faults.ts'
export {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  type Sandbox,
  type SandboxOptions,
} from './sandbox.ts'
export { defaultWechatAccount, type WechatAccount, type WechatAccounts } from './wechat/accounts.ts'
export type { WechatPaySandbox } from './wechat-pay/index.ts'
export { TEMPERAMENT_CHOICES, type TemperamentChoice } from './world/temperament.ts'
export { FIRST_REFRESH_TOKEN, FIRST_TOKEN } from './world/world.ts'
