import { calls, type ErrorClass } from '@xiaopu/alibaba'
import { goodsCalls } from './goods-refusals.ts'
import type { CallName } from './scene.ts'
import type { Column } from './table.ts'

/** Which calls can be refused in a class, by the reference, and why no other can. */
interface Knowledge {
  readonly calls: readonly CallName[]
  readonly elsewhere: string
}

const numbered: readonly CallName[] = ['placeDistribution', 'placeFast', 'placeCross']
const previews: readonly CallName[] = ['preview', 'previewDistribution', 'previewMedia']
const purchases: readonly CallName[] = [...previews, ...numbered, 'placeMedia']

/** Classes that the gateway or a lost answer can give to every call are not here. */
const knowledge: Readonly<Partial<Record<ErrorClass, Knowledge>>> = {
  stock: {
    calls: [...purchases, 'cashierUrl'],
    elsewhere: 'only what buys or pays looks at the stock; no other call has a code for it',
  },
  price: {
    calls: [...purchases, 'askRefund', 'changeRefund'],
    elsewhere: 'only purchases and claims name an amount that the platform checks',
  },
  address: {
    calls: [...purchases, 'redirectOrder', 'readOverseasAddress'],
    elsewhere: 'no other call takes an address that must be served',
  },
  duplicate: {
    calls: numbered,
    elsewhere:
      'only creates carry our number; what telling of a shop or listing twice answers is not documented',
  },
  absent: {
    calls: [
      ...goodsCalls,
      'order',
      'cancelOrder',
      'confirmReceipt',
      'redirectOrder',
      'deleteOrder',
      'urgeOrder',
      'addMessage',
      'parcels',
      'trails',
      'region',
      'regions',
      'refundReasons',
      'mostRefund',
      'askRefund',
      'changeRefund',
      'withdrawRefund',
      'returnGoods',
      'refund',
      'orderRefunds',
      'returnAddresses',
      'crossReportOrder',
    ],
    elsewhere:
      'the call asks for nothing by an id, or answers an empty list, or no code is documented',
  },
}

const unheard = 'a call that changes nothing, or may be told twice, is asked again instead'

/** Calls that can only be made well once another one can. */
export const needs: Readonly<Partial<Record<CallName, CallName>>> = { crossBorderUrl: 'placeCross' }

/** Calls that take a token but do not ask for one: a stranger is known by the signature alone. */
export const tokenless: ReadonlySet<CallName> = new Set(['withdrawRefund'])

/** Why a cell may stay empty; undefined where it may not. */
function reasonOf(call: CallName, column: Column): string | undefined {
  if (column === 'happy' || column === 'fault') return undefined
  if (column === 'in_doubt') return calls[call].kind === 'write' ? undefined : unheard
  const known = knowledge[column]
  return known && !known.calls.includes(call) ? known.elsewhere : undefined
}

export const knownSilent = (call: CallName, column: Column): boolean =>
  reasonOf(call, column) !== undefined
