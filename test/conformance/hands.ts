import { calls, type OpenApi, type OpenApiOptions, openApi } from '@xiaopu/alibaba'
import type { Address, PurchaseLine } from '@xiaopu/domain'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, type FaultKind, FIRST_TOKEN } from '@xiaopu/sandbox'
import { home } from '../suites/platform-stage.ts'
import { stageOffers } from '../suites/sandbox-offers.ts'
import { openSandbox, type SandboxStage } from '../suites/sandbox-stage.ts'

export type Fault = { readonly kind: FaultKind; readonly times?: number } & Record<string, unknown>

/** A sandbox to play on and a shop's client to play with: purchases in any state at a call. */
export class Hands {
  readonly stage: SandboxStage
  readonly api: OpenApi
  #numbers = 0

  constructor(stage: SandboxStage) {
    this.stage = stage
    this.api = this.client()
  }

  /** More is bought and called here than a shop buys and an app may call. */
  static async open(): Promise<Hands> {
    const hands = new Hands(await openSandbox())
    await hands.stage.control('/app', { callsPerMinute: 1_000_000 })
    for (const id of Object.values(offerIds)) await hands.stage.change(id, { stock: plenty })
    return hands
  }

  /** Another client of the same app, e.g. with a token that is gone. */
  client(options: Partial<OpenApiOptions> = {}): OpenApi {
    return openApi({
      baseUrl: this.stage.url,
      appKey: DEFAULT_APP_KEY,
      appSecret: DEFAULT_APP_SECRET,
      token: FIRST_TOKEN,
      callsPerMinute: 1_000_000,
      now: () => this.stage.sandbox.clock.now(),
      delay: async () => {},
      ...options,
    })
  }

  /** The account that buys. */
  get member(): string {
    return [...this.stage.sandbox.world.members.values()][0]?.memberId ?? ''
  }

  /** Another token of the same account. */
  async newToken(): Promise<{ readonly token: string }> {
    const granted = await this.stage.control('/tokens', { memberId: this.member })
    return granted as { readonly token: string }
  }

  number(): string {
    return `so_${++this.#numbers}`
  }

  async unpaid(lines: readonly PurchaseLine[] = [cup()], to: Address = home): Promise<string> {
    const { platformOrderId } = await this.stage.platform.place({
      outOrderId: this.number(),
      lines,
      address: to,
    })
    return platformOrderId
  }

  async paid(lines?: readonly PurchaseLine[]): Promise<string> {
    const id = await this.unpaid(lines)
    await this.stage.platform.pay(id)
    return id
  }

  async shipped(lines?: readonly PurchaseLine[]): Promise<string> {
    const id = await this.paid(lines)
    await this.stage.ship(id, 'rest')
    return id
  }

  /** Delivered and confirmed, so that the trade is over. */
  async done(lines?: readonly PurchaseLine[]): Promise<string> {
    const id = await this.shipped(lines)
    await this.stage.deliver(id)
    await this.stage.platform.confirmReceipt(id)
    return id
  }

  /** Closed by its buyer. */
  async closed(): Promise<string> {
    const id = await this.unpaid()
    await this.later(11)
    await this.stage.platform.cancel(id, 'buyerCancel')
    return id
  }

  /** The supplier's word on a claim. */
  async answer(refundId: string, word: 'agree' | 'reject'): Promise<void> {
    await this.stage.control(`/refunds/${refundId}/${word}`, {})
  }

  async later(seconds: number): Promise<void> {
    await this.stage.turnClock(seconds * 1000)
  }

  async entriesOf(platformOrderId: string) {
    const { entries } = await this.api.run(calls.order, { platformOrderId })
    return entries
  }

  async entryIds(platformOrderId: string): Promise<string[]> {
    return (await this.entriesOf(platformOrderId)).map(({ entryId }) => entryId)
  }

  async suffer(api: string, fault: Fault): Promise<void> {
    await this.stage.control('/faults', { api, ...fault })
  }

  /** Takes back every fault that still waits. */
  async heal(): Promise<void> {
    const answer = await fetch(`${this.stage.url}/sandbox/api/faults`, { method: 'DELETE' })
    if (!answer.ok) throw new Error(`faults: ${answer.status}`)
  }

  /** What the platform has in its books: nothing may be bought twice, or by a refused call. */
  async orders(): Promise<number> {
    return (await this.stage.booked()).length
  }
}

const { varied, plain, bulky } = stageOffers

export const plenty = 1_000_000

export const offerIds = {
  cup: String(varied.offerId),
  bag: String(plain.offerId),
  box: String(bulky.offerId),
}

/** A line of the first cup. */
export const cup = (quantity = 1): PurchaseLine => ({
  offerId: offerIds.cup,
  specId: String(varied.skus[0]?.specId),
  quantity,
})

export const bag = (quantity = 1): PurchaseLine => ({ offerId: offerIds.bag, quantity })

/** From three pieces on, and not to Tibet. */
export const box = (quantity = 3): PurchaseLine => ({ offerId: offerIds.box, quantity })

/** An order that nobody has. */
export const nobodysOrder = '2938624554509999999'
