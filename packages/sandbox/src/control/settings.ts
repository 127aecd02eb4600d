import { grantCode, issueAccess } from '../calls/oauth.ts'
import { type Cashier, cashierFaultKinds } from '../cashier/index.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../faults.ts'
import type { Fields } from '../fields.ts'
import { changeOffer } from '../trade/change-offer.ts'
import { count } from '../world/count.ts'
import { plan } from '../world/plan.ts'
import { TEMPERAMENT_CHOICES } from '../world/temperament.ts'
import { OUTSIDE, transfer } from '../world/wallet.ts'
import { addMember, appOf, type Member, type World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

/** `{callbackUrl?, denied?, callsPerMinute?, duplicateMode?, checkTimestamp?, autoShip?}`; an empty URL means none. */
export function setApp(world: World, asked: Fields): void {
  const { callbackUrl: before, ...app } = appOf(world)
  const callbackUrl = asked.text('callbackUrl') ?? (asked.has('callbackUrl') ? undefined : before)
  const denied = asked.list('denied')?.filter((each) => typeof each === 'string')
  const duplicateMode = asked.text('duplicateMode')
  const temperament = TEMPERAMENT_CHOICES.find((each) => each === asked.text('temperament'))
  if (asked.has('temperament') && !temperament) {
    throw new ControlError(400, `temperament must be one of ${TEMPERAMENT_CHOICES.join(', ')}`)
  }
  if (callbackUrl !== undefined && !URL.canParse(callbackUrl)) {
    throw new ControlError(400, 'callbackUrl is no URL')
  }
  world.apps.put(app.key, {
    ...app,
    ...(callbackUrl !== undefined && { callbackUrl }),
    ...(denied && { denied }),
    callsPerMinute: asked.number('callsPerMinute') ?? app.callsPerMinute,
    checkTimestamp: asked.flag('checkTimestamp') ?? app.checkTimestamp,
    autoShip: asked.flag('autoShip') ?? app.autoShip,
    temperament: temperament ?? app.temperament ?? 'none',
    splitOrders: asked.flag('splitOrders') ?? app.splitOrders ?? false,
    partialOrders: asked.flag('partialOrders') ?? app.partialOrders ?? false,
    duplicateMode: duplicateMode === 'error' ? 'error' : duplicateMode ? 'same' : app.duplicateMode,
  })
}

/** `{memberId, loginId?}` → a token of that member, who is funded when new. */
export function grant(world: World, asked: Fields): { readonly token: string } {
  const memberId = asked.text('memberId') ?? ''
  if (!/^b2b-\w+$/.test(memberId)) throw new ControlError(400, 'memberId must look like b2b-123')
  if (!world.members.get(memberId)) {
    const loginId = asked.text('loginId') ?? memberId
    const userId = Number(memberId.replace(/\D/g, '')) || count(world, 'users')
    addMember(world, { memberId, userId, loginId, companyName: loginId })
  }
  return { token: issueAccess(world, memberId) }
}

/** `{memberId, creditFen?, addFen?}`: 诚E赊 credit left, and money put on (or, negative, taken off) the account. */
export function setMember(world: World, asked: Fields): Member {
  const member = world.members.get(asked.text('memberId') ?? '')
  if (!member) throw new ControlError(404, `会员${asked.text('memberId')}不存在`)
  const [creditFen, addFen] = [asked.number('creditFen'), asked.number('addFen') ?? 0]
  if (!Number.isSafeInteger(addFen) || !Number.isSafeInteger(creditFen ?? 0)) {
    throw new ControlError(400, 'creditFen and addFen must be whole fen')
  }
  if (creditFen !== undefined) world.members.put(member.memberId, { ...member, creditFen })
  transfer(world, { kind: 'opening', from: OUTSIDE, to: member.memberId, fen: addFen })
  return world.members.get(member.memberId) ?? member
}

/** `{memberId?, redirectUri?}` → a code as the consent page would send it to the callback. */
export function authorise(world: World, asked: Fields): { readonly code: string } {
  const memberId = asked.text('memberId') ?? [...world.members.values()][0]?.memberId ?? ''
  if (!world.members.get(memberId)) throw new ControlError(404, `会员${memberId}不存在`)
  return { code: grantCode(world, memberId, asked.text('redirectUri')) }
}

/** `{token}`: it stops working at once, as after its ten hours. */
export function expireToken(world: World, asked: Fields): void {
  const token = world.tokens.get(asked.text('token') ?? '')
  if (!token) throw new ControlError(404, 'token不存在')
  world.tokens.put(token.value, { ...token, expiresAt: world.now() })
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

const DEFAULT_SILENCE_MS = 60_000

/** `{api, kind, times?, ms?, code?, message?}` → its id. */
export function orderFault(world: World, asked: Fields): { readonly id: string } {
  const kind = FAULT_KINDS.find((each) => each === asked.text('kind'))
  if (!kind) throw new ControlError(400, `kind must be one of ${FAULT_KINDS.join(', ')}`)
  const id = `f${count(world, 'faults')}`
  const [code, message] = [asked.text('code'), asked.text('message')]
  world.faults.put(id, {
    id,
    kind,
    api: asked.text('api') ?? '*',
    times: timesOf(asked),
    ms: asked.number('ms') ?? DEFAULT_SILENCE_MS,
    ...(code && { code }),
    ...(message && { message }),
  })
  return { id }
}

/** `{kind, type?, times?, ms?}` → its id. */
export function orderMessageFault(world: World, asked: Fields): { readonly id: string } {
  const kind = MESSAGE_FAULT_KINDS.find((each) => each === asked.text('kind'))
  if (!kind) throw new ControlError(400, `kind must be one of ${MESSAGE_FAULT_KINDS.join(', ')}`)
  const id = `m${count(world, 'faults')}`
  const type = asked.text('type')
  const ms = asked.number('ms') ?? DEFAULT_SILENCE_MS
  world.messageFaults.put(id, { id, kind, times: timesOf(asked), ms, ...(type && { type }) })
  return { id }
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
