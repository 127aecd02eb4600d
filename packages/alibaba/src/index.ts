export { type AlibabaOptions, alibaba } from './alibaba.ts'
export type { ApiKind } from './apis.ts'
export type { Call, Certainty, Envelope } from './call.ts'
export { calls } from './calls/index.ts'
export { type ErrorClass, errorClasses } from './error-class.ts'
export { type CallTrace, type OpenApi, type OpenApiOptions, openApi } from './open-api.ts'
export {
  type RefreshedToken,
  type RefreshOptions,
  refreshingToken,
  type TokenSource,
} from './token.ts'
