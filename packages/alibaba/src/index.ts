export { type AlibabaOptions, alibaba } from './alibaba.ts'
export type { Api, ApiKind, DeadlineClass } from './apis.ts'
export type { CallTrace, Deadlines, Exchange, RawAnswer } from './attempt.ts'
export {
  type AppAccess,
  authoriseUrl,
  extendGrant,
  type Grant,
  grantByCode,
  grantByRefresh,
} from './authorise.ts'
export type { AnyCall, Call, Certainty, Envelope } from './call.ts'
export type { Account } from './calls/account.ts'
export type { OverseasPlace, PlaceFound, SavedAddress } from './calls/addresses.ts'
export { type Category, type CategoryAttribute, rootCategory } from './calls/categories.ts'
export type {
  CrossInput,
  DistributionInput,
  FastInput,
  MediaInput,
  NumberedInput,
  OuterOrder,
} from './calls/creates.ts'
export type { CrossImageQuery, FoundByImage, Region } from './calls/cross-image-search.ts'
export type {
  CategoryInLanguage,
  HotKeyword,
  PooledOffers,
  PoolPull,
  RankingQuery,
  SoldOrder,
  TranslatedCategory,
} from './calls/cross-market.ts'
export type { CrossOffer, OfferTranslation } from './calls/cross-offers.ts'
export type { CrossKeywordQuery, CrossQuery } from './calls/cross-search.ts'
export type {
  FreightEstimate,
  FreightQuestion,
  FreightRate,
  FreightSubTemplate,
  FreightTemplate,
  MixedBatchRule,
} from './calls/freight.ts'
export type {
  GroupOffer,
  GroupOfferDetails,
  GroupOfferQuery,
  GroupTag,
  LooseOffers,
  NamedOffer,
  OutsideProduct,
} from './calls/group-buy.ts'
export type { ChosenOffers, Entrance } from './calls/hand-over.ts'
export type {
  CpsSimilarQuery,
  ImageQuery,
  Picture,
  SimilarQuery,
} from './calls/image-search.ts'
export { callGroups, calls } from './calls/index.ts'
export type { ToldParcel, ToldTrail } from './calls/logistics.ts'
export type { MissedQuery } from './calls/messages.ts'
export { type KeywordQuery, marketFilters, offerFilters } from './calls/offer-search.ts'
export type { OfferName, TabledSku } from './calls/offers.ts'
export type { Cancellation, Receipt } from './calls/order-changes.ts'
export type { OrderMemo, OrderMessage } from './calls/order-notes.ts'
export type { OneOrder, OrderName, OrderPage, OrderQuery } from './calls/orders.ts'
export type { OrdersToPay, PayUrl } from './calls/pay-urls.ts'
export type {
  PayAgreement,
  PaymentResult,
  PayWays,
  PreparedPayment,
} from './calls/payments.ts'
export type { MediaPreviewInput, PreviewInput } from './calls/previews.ts'
export type { RefundInput, ReturnInput } from './calls/refund-changes.ts'
export type {
  GoodsStatus,
  MostQuestion,
  MostRefund,
  RefundQuestion,
} from './calls/refund-terms.ts'
export type { OrderRefundsQuery, RefundPage, RefundQuery } from './calls/refunds.ts'
export type { ListingTerms, OutListing, OutShop, SalesChannel } from './calls/relations.ts'
export type {
  BrandQuestion,
  OutsideSku,
  RiskLevel,
  SameSourceQuery,
  SimilarSku,
} from './calls/same-source.ts'
export type { PoolFilter, PoolQuery } from './calls/selected-pool.ts'
export { businessCodes, gatewayCodes } from './codes.ts'
export type { Page, PriceRange } from './demand.ts'
export { eachOrder, type OrderFilters } from './each-order.ts'
export {
  type CodeMeaning,
  classOf,
  type ErrorClass,
  errorClasses,
  failureFor,
} from './error-class.ts'
export type { FoundOffer, FoundOffers } from './found-offer.ts'
export { type OpenApi, type OpenApiOptions, openApi, type RunOptions } from './open-api.ts'
export { type Destination, type Flow, flows } from './order-params.ts'
export type { Param, Params } from './params.ts'
export { type Need, needs, type Permission, type Purpose, permissionOf } from './permissions.ts'
export type { PurchaseDetails, PurchaseEntry } from './purchase-details.ts'
export type { Created, CreatedOrder, FailedLine } from './read-created.ts'
export type { Previewed, PreviewedOrder } from './read-preview.ts'
export type { Evidence } from './record/evidence.ts'
export { type Recorder, type RecorderOptions, recorder } from './record/recorder.ts'
export { plain, type Recording, readRecording, replay } from './record/recording.ts'
export type { RefundDetails, RefundStep } from './refund-details.ts'
export { platformMillis, platformTime } from './system.ts'
export {
  type RefreshedToken,
  type RefreshOptions,
  refreshingToken,
  type TokenSource,
} from './token.ts'
export { openTraffic, type Traffic, type TrafficOptions } from './traffic.ts'
