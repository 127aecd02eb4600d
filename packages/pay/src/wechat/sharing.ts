import { constants, publicEncrypt } from 'node:crypto'
import {
  fen,
  isShopError,
  type ProfitSharing,
  type ShareFact,
  type ShareReceiver,
  type ShareReturnFact,
  ShopError,
  whyNotShared,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { inFen } from '../in-fen.ts'
import { orNothing } from '../or-nothing.ts'
import type { WechatCalls } from './call.ts'
import { busy } from './failure.ts'
import { ShareAnswer, ShareReturnAnswer, Unshared } from './messages.ts'

const door = '/v3/profitsharing'
const Done = v.object({})

/**
 * 分账 of a merchant of its own. Receivers are `DISTRIBUTOR`s; a person is sent as an openid without
 * a name, which WeChat does not ask for.
 */
export function wechatSharing(calls: WechatCalls): ProfitSharing {
  const { account } = calls
  const orders = `${door}/orders`
  const returns = `${door}/return-orders`
  const named = (number: string) => encodeURIComponent(number)

  /** An openid belongs to one app: the service account's, where there is one. */
  const app = (): string => {
    const id = account.appId ?? account.miniAppId
    if (!id) throw refused('no app')
    return id
  }
  const ask: WechatCalls['ask'] = (...asked) => forGood(calls.ask(...asked))

  return {
    async addReceiver({ kind, account: id, name }) {
      if (kind === 'merchant' && !name) throw refused('name')
      const sealed = kind === 'merchant' && name ? sealFor(calls, name) : undefined
      const body = {
        appid: app(),
        type: types[kind],
        account: id,
        ...(sealed && { name: sealed.text }),
        relation_type: 'DISTRIBUTOR',
      }
      await ask('POST', `${door}/receivers/add`, Done, body, sealed?.id)
    },
    async removeReceiver({ kind, account: id }) {
      const body = { appid: app(), type: types[kind], account: id }
      await ask('POST', `${door}/receivers/delete`, Done, body)
    },
    async share({ outShareNo, transactionId, about, receivers }) {
      const reason = whyNotShared(about, receivers)
      if (reason) throw new ShopError('BAD_REQUEST', { field: 'receivers', reason })
      const body = {
        appid: app(),
        transaction_id: transactionId,
        out_order_no: outShareNo,
        receivers: receivers.map(({ kind, account: id, amount, words }) => ({
          type: types[kind],
          account: id,
          amount: inFen(amount),
          description: shortened(words),
        })),
        // What is left is finished by a call of its own, so that a share that was lost can be sent again.
        unfreeze_unsplit: false,
      }
      return shareFact(await ask('POST', orders, ShareAnswer, body), outShareNo)
    },
    async query({ outShareNo, transactionId }) {
      const path = `${orders}/${named(outShareNo)}?transaction_id=${named(transactionId)}`
      const found = await orNothing(ask('GET', path, ShareAnswer))
      return found && shareFact(found, outShareNo)
    },
    async finish({ outShareNo, transactionId, words }) {
      const body = {
        transaction_id: transactionId,
        out_order_no: outShareNo,
        description: shortened(words),
      }
      return shareFact(await ask('POST', `${orders}/unfreeze`, ShareAnswer, body), outShareNo)
    },
    async left(transactionId) {
      const path = `${door}/transactions/${named(transactionId)}/amounts`
      const { transaction_id, unsplit_amount } = await ask('GET', path, Unshared)
      if (transaction_id !== transactionId) throw busy('other trade')
      return fen(unsplit_amount)
    },
    async takeBack({ outShareNo, outReturnNo, account: from, amount, words }) {
      const body = {
        out_order_no: outShareNo,
        out_return_no: outReturnNo,
        return_mchid: from,
        amount: inFen(amount),
        description: shortened(words),
      }
      return returnFact(await ask('POST', returns, ShareReturnAnswer, body), outReturnNo)
    },
    async queryReturn({ outShareNo, outReturnNo }) {
      const path = `${returns}/${named(outReturnNo)}?out_order_no=${named(outShareNo)}`
      const found = await orNothing(ask('GET', path, ShareReturnAnswer))
      return found && returnFact(found, outReturnNo)
    },
  }
}

const types = { merchant: 'MERCHANT_ID', person: 'PERSONAL_OPENID' } as const
const kinds = { MERCHANT_ID: 'merchant', PERSONAL_OPENID: 'person' } as const satisfies Record<
  string,
  ShareReceiver['kind']
>
const partStates = { PENDING: 'pending', SUCCESS: 'paid', CLOSED: 'closed' } as const
const returnStates = { PROCESSING: 'processing', SUCCESS: 'returned', FAILED: 'failed' } as const

/** WeChat shows 80 characters. */
const shortened = (words: string) => [...words].slice(0, 80).join('')

function shareFact(answer: ShareAnswer, outShareNo: string): ShareFact {
  if (answer.out_order_no !== outShareNo) throw busy('other share')
  return {
    outShareNo,
    state: answer.state === 'FINISHED' ? 'finished' : 'processing',
    parts: answer.receivers.map(({ type, account, amount, result, fail_reason }) => ({
      kind: kinds[type],
      account,
      amount: fen(amount),
      state: partStates[result],
      ...(fail_reason && { reason: fail_reason }),
    })),
  }
}

function returnFact(answer: ShareReturnAnswer, outReturnNo: string): ShareReturnFact {
  if (answer.out_return_no !== outReturnNo) throw busy('other return')
  return {
    outReturnNo,
    state: returnStates[answer.result],
    amount: fen(answer.amount),
    ...(answer.fail_reason && { reason: answer.fail_reason }),
  }
}

/** A word that WeChat alone can read: RSAES-OAEP with the key that it signs with. */
function sealFor({ account, verifiers }: WechatCalls, text: string): { id: string; text: string } {
  const known = verifiers.known().filter(({ until }) => until > account.now())
  const key = known.find(({ id }) => id.startsWith('PUB_KEY_ID_')) ?? known.at(-1)
  if (!key) throw refused('no key')
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const sealed = publicEncrypt({ key: key.key, padding, oaepHash: 'sha1' }, Buffer.from(text))
  return { id: key.id, text: sealed.toString('base64') }
}

/** What is refused here is refused for good: nothing of a buyer's payment depends on it. */
async function forGood<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!isShopError(error)) throw error
    const reason = String(error.detail.reason ?? error.code)
    const isRefused = ['INTERNAL', 'PAYMENT_MISMATCH'].includes(error.code)
    if (isRefused || reason === 'NOT_ENOUGH') throw refused(reason, error)
    throw error
  }
}

function refused(reason: string, cause?: unknown): ShopError {
  const detail = { provider: 'wechat', reason }
  return new ShopError('PLATFORM_REFUSED', detail, cause === undefined ? undefined : { cause })
}
