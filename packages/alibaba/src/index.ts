export { type AlibabaOptions, alibaba } from './alibaba.ts'
export type { Api, ApiKind, DeadlineClass } from './apis.ts'
export type { CallTrace, Deadlines, RawAnswer } from './attempt.ts'
export {
  type AppAccess,
  authoriseUrl,
  extendGrant,
  type Grant,
  grantByCode,
  grantByRefresh,
} from './authorise.ts'
export type { Call, Certainty, Envelope } from './call.ts'
export { calls } from './calls/index.ts'
export { type ErrorClass, errorClasses } from './error-class.ts'
export { type OpenApi, type OpenApiOptions, openApi, type RunOptions } from './open-api.ts'
export type { Param, Params } from './params.ts'
export {
  type RefreshedToken,
  type RefreshOptions,
  refreshingToken,
  type TokenSource,
} from './token.ts'
export { openTraffic, type Traffic, type TrafficOptions } from './traffic.ts'
