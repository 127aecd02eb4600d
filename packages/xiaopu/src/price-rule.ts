import {
  Ending,
  fen,
  formatMoney,
  type Markup,
  type Money,
  PriceRule,
  parseYuan,
} from '@xiaopu/domain'
import * as v from 'valibot'
import type { Asked } from './arguments.ts'
import { CommandError } from './command-error.ts'

/** Options of every command that sets a price rule, beside the markup itself. */
export const ruleOptions = [
  { name: 'ending', value: Ending.options.join('|') },
  { name: 'min-profit', value: '¥' },
] as const

/**
 * The rule that was asked for, the rest from the rule before; undefined where nothing was.
 *
 * `20%` of the cost, `5` yuan, `10:50%,20%` half on costs below ¥10 and a fifth on others.
 *
 * @throws CommandError naming what makes no sense
 */
export function readRule(
  asked: Asked,
  markup: string | undefined,
  before: PriceRule,
): PriceRule | undefined {
  const ending = asked.text('ending')
  const minProfit = asked.text('min-profit')
  if (markup === undefined && ending === undefined && minProfit === undefined) return undefined
  return {
    markup: markup === undefined ? before.markup : readMarkup(markup),
    ending: ending === undefined ? before.ending : readEnding(ending),
    minProfit: minProfit === undefined ? before.minProfit : readAmount(minProfit, '--min-profit'),
  }
}

const halfWidth = (text: string): string => text.normalize('NFKC')

function readMarkup(text: string): Markup {
  const read = v.safeParse(PriceRule.entries.markup, markupOf(text))
  if (read.success) return read.output
  throw new CommandError((cli) => cli.badMarkup(text), 2)
}

function markupOf(typed: string): unknown {
  const text = halfWidth(typed).trim()
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > 1 || text.includes(':')) return { kind: 'bands', bands: parts.map(bandOf) }
  if (text.endsWith('%')) return { kind: 'percent', bp: basisPointsOf(text) }
  return { kind: 'fixed', amount: amountOf(text) }
}

function bandOf(part: string): object {
  const [first = '', second] = part.split(':')
  if (second === undefined) return { bp: basisPointsOf(first) }
  return { below: amountOf(first), bp: basisPointsOf(second) }
}

/** `12.5%` is 1,250. */
export function basisPointsOf(text: string): number | undefined {
  const rate = /^(\d{1,4}(?:\.\d{1,2})?)%$/.exec(halfWidth(text).trim())?.[1]
  return rate === undefined ? undefined : Math.round(Number(rate) * 100)
}

/** As a Chinese keyboard types it: `２０％`, `5元`. */
function amountOf(text: string): Money | undefined {
  const money = parseYuan(halfWidth(text).replace(/(?<=\d)\s*元\s*$/, ''))
  return money && money.amount >= 0 ? fen(money.amount) : undefined
}

/** @throws CommandError where the text is no amount of yuan */
export function readAmount(text: string, option: string): Money {
  const money = amountOf(text)
  if (money) return money
  throw new CommandError((cli) => cli.mistyped.like(option, text, '19.9'), 2)
}

/** What `--amount` says of money that goes back: more than nothing. @throws CommandError */
export function readSum(asked: Asked): Money | undefined {
  const typed = asked.text('amount')
  const sum = typed === undefined ? undefined : readAmount(typed, '--amount')
  if (sum?.amount !== 0) return sum
  throw new CommandError((cli) => cli.mistyped.like('--amount', '0', '3.5'), 2)
}

function readEnding(text: string): Ending {
  const ending = Ending.options.find((each) => each === text)
  if (ending) return ending
  throw new CommandError((cli) => cli.badOption('--ending', text, Ending.options.join(' ')), 2)
}

/** A markup as it is typed. */
export function markupText(markup: Markup): string {
  if (markup.kind === 'percent') return rateText(markup.bp)
  if (markup.kind === 'fixed') return formatMoney(markup.amount)
  return markup.bands
    .map(({ below, bp }) => (below ? `${below.amount / 100}:${rateText(bp)}` : rateText(bp)))
    .join(',')
}

const rateText = (bp: number): string => `${bp / 100}%`
