import type { PaymentProvider, Platform } from '@xiaopu/domain'
import type { Recorder, Topic } from './recorder.ts'

type Named = Readonly<Record<string, unknown>>
type Reading = (first: unknown) => Topic | undefined

const trade: Reading = (no) => ({ by: 'trade', id: String(no) })
const platformOrder: Reading = (id) => ({ by: 'platform', id: String(id) })
const nothing: Reading = () => undefined

/** Calls of the platform, and how their order is known; one that is missing here is not recorded. */
const platformCalls: Readonly<Partial<Record<keyof Platform, Reading>>> = {
  preview: nothing,
  // The order is the one that is being worked on: our number is its purchase's.
  place: nothing,
  find: nothing,
  purchase: platformOrder,
  pay: platformOrder,
  cancel: platformOrder,
  confirmReceipt: platformOrder,
  parcels: platformOrder,
  note: platformOrder,
  urge: platformOrder,
  refunds: platformOrder,
  returnAddress: platformOrder,
  refundTerms: nothing,
  askRefund: nothing,
  refund: nothing,
  withdrawRefund: nothing,
  returnGoods: nothing,
}

const paymentCalls: Readonly<Partial<Record<keyof PaymentProvider, Reading>>> = {
  start: (asked) => trade((asked as Named).outTradeNo),
  query: trade,
  close: trade,
  refund: (asked) => trade((asked as Named).outTradeNo),
  queryRefund: nothing,
}

/** The platform, with every call about an order recorded. */
export function recordedPlatform(platform: Platform, recorder: Recorder): Platform {
  return recorded(platform, platform.name, platformCalls, recorder)
}

/** The provider, with every call recorded. */
export function recordedPayments(payments: PaymentProvider, recorder: Recorder): PaymentProvider {
  return recorded(payments, payments.name, paymentCalls, recorder)
}

function recorded<Outside extends object>(
  outside: Outside,
  name: string,
  calls: Readonly<Partial<Record<keyof Outside, Reading>>>,
  recorder: Recorder,
): Outside {
  const wrapped = new Map<PropertyKey, unknown>()
  return new Proxy(outside, {
    get(target, property, receiver) {
      const own: unknown = Reflect.get(target, property, receiver)
      const topicOf = calls[property as keyof Outside]
      if (!topicOf || typeof own !== 'function') return own
      const known = wrapped.get(property)
      if (known) return known
      const what = `${name} ${String(property)}`
      const call = (...args: unknown[]) =>
        recorder.call(what, topicOf(args[0]), () => Reflect.apply(own, target, args))
      wrapped.set(property, call)
      return call
    },
  })
}
