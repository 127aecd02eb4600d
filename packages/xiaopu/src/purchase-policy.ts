import { minute, PurchasePolicy, plainYuan } from '@xiaopu/domain'
import * as v from 'valibot'
import { CommandError } from './command-error.ts'
import { readAmount } from './price-rule.ts'

const modes = PurchasePolicy.entries.mode.options
const noAnswers = PurchasePolicy.entries.noAnswer.options

/** What each name sets, and what may follow it. */
const readers: Readonly<Record<string, (value: string) => Partial<PurchasePolicy>>> = {
  mode: (value) => ({ mode: oneOf('mode', value, modes) }),
  rise: (value) => ({ riseTolerance: readAmount(value, 'rise') }),
  'rise-rate': (value) => ({ riseToleranceBp: basisPointsOf(value) }),
  loss: (value) => ({ maxLoss: readAmount(value, 'loss') }),
  purchase: (value) => ({ maxPurchase: readAmount(value, 'purchase') }),
  day: (value) => ({ maxPerDay: readAmount(value, 'day') }),
  delay: (value) => ({ placeDelayMillis: delayOf(value) }),
  'no-answer': (value) => ({ noAnswer: oneOf('no-answer', value, noAnswers) }),
}

/** `mode=manual,loss=20`. @throws CommandError naming what makes no sense */
export function readPolicy(text: string): Partial<PurchasePolicy> {
  const parts = text
    .normalize('NFKC')
    .split(/[,\s]+/)
    .filter((part) => part !== '')
  return Object.assign({}, ...parts.map(readPart))
}

function readPart(part: string): Partial<PurchasePolicy> {
  const [name = '', value = ''] = part.split('=')
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (!read) throw wrong('--policy', part, `${Object.keys(readers).join(' ')}`)
  return read(value)
}

function oneOf<Word extends string>(name: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value)
  if (found) return found
  throw wrong(name, value, words.join(' '))
}

function basisPointsOf(value: string): number {
  const rate = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(value)?.[1]
  const read = v.safeParse(
    PurchasePolicy.entries.riseToleranceBp,
    Math.round(Number(rate ?? Number.NaN) * 100),
  )
  if (read.success) return read.output
  throw new CommandError((cli) => cli.mistyped.like('rise-rate', value, '3%'), 2)
}

function delayOf(value: string): number {
  const read = v.safeParse(PurchasePolicy.entries.placeDelayMillis, Number(value || '?') * minute)
  if (read.success) return read.output
  throw wrong('delay', value, '0 … 1440')
}

const wrong = (name: string, value: string, fits: string) =>
  new CommandError((cli) => cli.badOption(name, value, fits), 2)

/** A policy as it is typed. */
export function policyText(policy: PurchasePolicy): string {
  const parts = {
    mode: policy.mode,
    rise: plainYuan(policy.riseTolerance),
    'rise-rate': `${policy.riseToleranceBp / 100}%`,
    loss: plainYuan(policy.maxLoss),
    purchase: plainYuan(policy.maxPurchase),
    day: plainYuan(policy.maxPerDay),
    delay: policy.placeDelayMillis / minute,
    'no-answer': policy.noAnswer,
  }
  return Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join(',')
}
