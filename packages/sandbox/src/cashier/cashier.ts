import type { Hono } from 'hono'
import { cashierApp } from './app.ts'
import { type Ledger, type OnChange, openLedger } from './ledger.ts'
import type { Clocks, Merchant } from './merchant-door.ts'
import { attemptNotice, type NoticeDue, type Outside, type Planner } from './notices.ts'
import { settleRefund } from './refunds.ts'
import { type CashierFault, type CashierState, cashierFaultKinds } from './state.ts'

/** The clock of the sandbox: epoch ms, turned by whoever owns it. */
export interface CashierClock {
  now(): number
  /** Hands `name` and `data` (plain JSON) to `Cashier.due` when the clock reaches `at`, once or more. */
  schedule(at: number, name: string, data: unknown): void
}

export interface CashierOptions {
  readonly clock: CashierClock
  /** What an earlier process kept; absent: nothing happened yet. */
  readonly state?: CashierState
  readonly onChange?: OnChange
  readonly merchants?: readonly Merchant[]
  /** Where buyers reach the cashier, without a trailing slash; absent: where the merchant called it. */
  readonly publicUrl?: string
  readonly fetch?: typeof fetch
  /** Epoch ms on the wall, for the timestamps of requests. */
  readonly realNow?: () => number
}

export interface Cashier {
  /** Serves everything below `/cashier/`. */
  readonly app: Hono
  /** Everything it remembers, as plain JSON. */
  state(): CashierState
  /** Does what was scheduled; a name that is not the cashier's is a bug. Safe to repeat. */
  due(name: string, data: unknown): Promise<void>
  /** Asks for a fault; answers its id. */
  addFault(fault: Omit<CashierFault, 'id' | 'times'> & { times?: number }): Promise<string>
  removeFault(id: string): Promise<void>
}

/** The merchant that exists unless others are named. */
export const defaultMerchant: Merchant = {
  id: 'mch_sandbox',
  secret: 'cashier-secret',
  name: '小铺测试商户',
}

const noticeName = 'cashier.notify'
const refundName = 'cashier.refund'

/** Opens the sandbox's cashier: payments, refunds, the page that buyers pay on, and notices. */
export function createCashier(options: CashierOptions): Cashier {
  const { clock, merchants = [defaultMerchant] } = options
  const ledger = openLedger(options.state, options.onChange)
  const clocks: Clocks = { sandbox: () => clock.now(), real: options.realNow ?? Date.now }
  const planner: Planner = {
    now: () => clock.now(),
    noticeDue: (at, about) => clock.schedule(at, noticeName, about),
    refundDue: (at, about) => clock.schedule(at, refundName, about),
  }
  const outside: Outside = {
    fetch: options.fetch ?? fetch,
    secretOf: (merchant) => merchants.find(({ id }) => id === merchant)?.secret ?? '',
    seconds: (stamps) => Math.floor(clocks[stamps]() / 1000),
  }
  return {
    app: cashierApp({ ledger, planner, merchants, clocks, publicUrl: options.publicUrl }),
    state: () => ledger.state,
    due: async (name, data) => {
      if (name === noticeName) {
        await attemptNotice(ledger, planner, outside, data as NoticeDue)
      } else if (name === refundName) {
        settleRefund(ledger, planner, data as { merchant: string; outRefundNo: string })
      } else throw new TypeError(`${name} is not the cashier's`)
      await ledger.commit()
    },
    addFault: (fault) => addFault(ledger, fault),
    removeFault: (id) => {
      ledger.removeFault(id)
      return ledger.commit()
    },
  }
}

async function addFault(
  ledger: Ledger,
  fault: Omit<CashierFault, 'id' | 'times'> & { times?: number },
): Promise<string> {
  const { kind, times = 1, copies, seconds } = fault
  if (!cashierFaultKinds.includes(kind)) throw new RangeError(`${kind} is no fault of the cashier`)
  const last = Object.keys(ledger.state.faults).map((id) => Number(id.slice('cf_'.length)))
  const id = `cf_${Math.max(0, ...last) + 1}`
  ledger.putFault({
    ...{ id, kind, times: whole(times) },
    ...(copies === undefined ? {} : { copies: whole(copies) }),
    ...(seconds === undefined ? {} : { seconds: whole(seconds) }),
  })
  await ledger.commit()
  return id
}

function whole(value: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= 1_000_000) return value
  throw new RangeError(`${value} is not a whole number from 1 to 1000000`)
}
