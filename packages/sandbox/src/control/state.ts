import type { SandboxOffer } from '../catalogue/offer.ts'
import type { Sandbox } from '../sandbox.ts'
import { stockOf } from '../world/offers.ts'
import { appOf } from '../world/world.ts'

/** Everything a person or a test may want to see of the world, newest last. */
export function describeState({ world, clock, calls, cashier }: Sandbox, asked?: string) {
  return {
    now: clock.now(),
    time: new Date(clock.now()).toISOString(),
    seed: world.seed,
    app: appOf(world),
    apps: [...world.apps.values()],
    members: [...world.members.values()],
    tokens: [...world.tokens.values()],
    relations: [...world.relations.values()],
    orders: [...world.orders.values()],
    refunds: [...world.refunds.values()],
    book: [...world.book.values()],
    ledger: [...world.ledger.values()],
    purses: Object.fromEntries(world.purses.entries()),
    messages: [...world.messages.values()],
    dues: [...world.dues.values()],
    faults: [...world.faults.values()],
    messageFaults: [...world.messageFaults.values()],
    offers: describeOffers(world.offers, asked),
    cashier: cashier.state(),
    calls: calls.all(),
  }
}

const MOST_DESCRIBED = 1000

/** Offers briefly: the first of the catalogue, or of a market too large to list those that are asked for. */
export function describeOffers(offers: Sandbox['world']['offers'], asked?: string) {
  return (
    asked && offers.size > MOST_DESCRIBED ? find(offers, asked) : offers.all(MOST_DESCRIBED)
  ).map((offer) => ({
    offerId: offer.offerId,
    subject: offer.subject,
    supplier: offer.supplier.companyName,
    status: offer.status,
    dropship: offer.dropship,
    stock: stockOf(offer),
    skus: offer.skus.length,
    consignFen: offer.consignFen,
  }))
}

function find(offers: Sandbox['world']['offers'], asked: string): readonly SandboxOffer[] {
  const one = offers.get(asked.trim())
  return one ? [one] : offers.search({ keywords: asked }).page(0, MOST_DESCRIBED)
}
