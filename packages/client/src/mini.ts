export { isShopError, ShopError } from '@xiaopu/domain'
export { orderAddress } from './address.ts'
export { type AfterSales, afterSales } from './after-sales.ts'
export { embedProtocol } from './ask.ts'
export type { BuyerOptions, CallOptions } from './call.ts'
export type { Client } from './client.ts'
export { createClient, type MiniClientOptions } from './mini/create.ts'
export {
  channelOf,
  type FoundHost,
  findHost,
  type LoginCode,
  type MiniChannel,
  type MiniFailure,
  type MiniHost,
  type MiniReply,
  type MiniRequest,
} from './mini/host.ts'
export { type LoginRequest, miniLogin } from './mini/login.ts'
export { miniPage } from './mini/page.ts'
export { miniStorage } from './mini/storage.ts'
export { type MiniTransportOptions, miniTransport } from './mini/transport.ts'
export { memoryStorage, type ShopStorage } from './storage.ts'
export * from './stores/index.ts'
export type { Signal, Transport, TransportReply, TransportRequest } from './transport/transport.ts'
