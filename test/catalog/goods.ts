import { createSandbox } from '@xiaopu/sandbox'

const goods = createSandbox({})
  .world.offers.all()
  .filter((good) => good.status === 'published')

/** Ids of offers that can be dropshipped, in the order of the sandbox's catalogue. */
export const offerIds: readonly string[] = goods
  .filter((good) => good.dropship)
  .map((good) => String(good.offerId))

/** One that its supplier sells only by the box. */
export const wholesaleOnly = String(goods.find((good) => !good.dropship)?.offerId)
