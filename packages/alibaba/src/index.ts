export { type AlibabaOptions, alibaba } from './alibaba.ts'
export type { ApiKind } from './apis.ts'
export type { CallTrace } from './open-api.ts'
export {
  type RefreshedToken,
  type RefreshOptions,
  refreshingToken,
  type TokenSource,
} from './token.ts'
