import type { Deps } from '../deps.ts'

export async function refreshOffer(
  _deps: Deps,
  _asked: { shopId: string; offerId: string },
): Promise<void> {}
