import { type Cashier, cashierFaultKinds } from '../cashier/index.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import type { Fields } from '../fields.ts'
import { changeOffer } from '../trade/change-offer.ts'
import { plan } from '../world/plan.ts'
import { OUTSIDE, transfer } from '../world/wallet.ts'
import type { Member, World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

/**
 * `{memberId, creditFen?, periodFen?, addFen?}`: 诚E赊 credit and account period left, and money put on (or, negative,
 * taken off) the account.
 */
export function setMember(world: World, asked: Fields): Member {
  const member = world.members.get(asked.text('memberId') ?? '')
  if (!member) throw new ControlError(404, `会员${asked.text('memberId')}不存在`)
  const [creditFen, periodFen] = [asked.number('creditFen'), asked.number('periodFen')]
  const addFen = asked.number('addFen') ?? 0
  if (![addFen, creditFen ?? 0, periodFen ?? 0].every(Number.isSafeInteger)) {
    throw new ControlError(400, 'creditFen, periodFen and addFen must be whole fen')
  }
  world.members.put(member.memberId, {
    ...member,
    ...(creditFen !== undefined && { creditFen }),
    ...(periodFen !== undefined && { periodFen }),
  })
  transfer(world, { kind: 'opening', from: OUTSIDE, to: member.memberId, fen: addFen })
  return world.members.get(member.memberId) ?? member
}

/**
 * `{status?, dropship?, stock?, consignFen?, fen?}`; stock and prices as one number for all SKUs or by
 * specId (`""` for an offer without SKU).
 */
export function setOffer(world: World, offer: SandboxOffer, asked: Fields): SandboxOffer {
  const specs = offer.skus.length > 0 ? offer.skus.map((sku) => sku.specId) : ['']
  const numbers = (name: string): Readonly<Record<string, number>> | undefined => {
    const one = asked.number(name)
    const some = asked.fields(name)
    if (one === undefined && !some) return undefined
    const rows = specs.map((spec) => [spec, one ?? some?.number(spec)] as const)
    const given = rows.filter((row): row is readonly [string, number] => row[1] !== undefined)
    if (given.some(([, value]) => !Number.isSafeInteger(value) || value < 0)) {
      throw new ControlError(400, `${name} must be whole and not negative`)
    }
    return Object.fromEntries(given)
  }
  const status = asked.text('status')
  if (status && !['published', 'member expired', 'expired', 'deleted'].includes(status)) {
    throw new ControlError(400, 'status must be published, member expired, expired or deleted')
  }
  const dropship = asked.flag('dropship')
  const [stock, consignFen, fen] = [numbers('stock'), numbers('consignFen'), numbers('fen')]
  return changeOffer(world, offer, {
    ...(status && { status: status as SandboxOffer['status'] }),
    ...(dropship !== undefined && { dropship }),
    ...(stock && { stock }),
    ...(consignFen && { consignFen }),
    ...(fen && { fen }),
  })
}

/** `{kind, times?, copies?, seconds?}` → its id. */
export async function orderCashierFault(
  cashier: Cashier,
  asked: Fields,
): Promise<{ readonly id: string }> {
  const kind = cashierFaultKinds.find((each) => each === asked.text('kind'))
  if (!kind) throw new ControlError(400, `kind must be one of ${cashierFaultKinds.join(', ')}`)
  const [copies, seconds] = [asked.number('copies'), asked.number('seconds')]
  const id = await cashier.addFault({
    kind,
    times: timesOf(asked),
    ...(copies !== undefined && { copies }),
    ...(seconds !== undefined && { seconds }),
  })
  return { id }
}

function timesOf(asked: Fields): number {
  const times = asked.number('times') ?? 1
  if (!Number.isSafeInteger(times) || times < 1)
    throw new ControlError(400, 'times must be 1 or more')
  return times
}

/** Sends a message once more, whatever became of it. */
export function sendAgain(world: World, id: string): void {
  if (!world.messages.get(id)) throw new ControlError(404, `消息${id}不存在`)
  plan(world, { at: world.now(), kind: 'deliver', about: id, detail: 'again' })
}
