import { BusinessError } from '../business-error.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import type { World } from '../world/world.ts'

/** An offer that was not deleted; refuses with `404` where there is none. */
export function offerOf(world: World, id: string | undefined): SandboxOffer {
  const offer = world.offers.get(id ?? '')
  if (!offer || offer.status === 'deleted') throw new BusinessError('404', `商品${id}不存在`)
  return offer
}
