import type { Sandbox } from '../sandbox.ts'
import { stockOf } from '../world/offers.ts'
import { appOf } from '../world/world.ts'

/** Everything a person or a test may want to see of the world, newest last. */
export function describeState({ world, clock, calls, cashier }: Sandbox) {
  return {
    now: clock.now(),
    time: new Date(clock.now()).toISOString(),
    seed: world.seed,
    app: appOf(world),
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
    offers: describeOffers(world.offers),
    cashier: cashier.state(),
    calls: calls.all(),
  }
}

/** Briefly; of a large market its first thousand. */
export function describeOffers(offers: Sandbox['world']['offers']) {
  return offers.all(1000).map((offer) => ({
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
