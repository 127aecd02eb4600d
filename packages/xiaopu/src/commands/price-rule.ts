import { Ending, fen, type Markup, type Money, type PriceRule, parseYuan } from '@xiaopu/domain'
import type { Flags } from './command.ts'
import { textFlag } from './command.ts'

/** Options of every command that sets a price rule. */
export const ruleOptions = {
  markup: { type: 'string' },
  ending: { type: 'string' },
  'min-profit': { type: 'string' },
} as const

export const ruleUsage = `[--markup 20%|5|10:50%,100:30%,20%] [--ending ${Ending.options.join('|')}] [--min-profit 1]`

/**
 * The rule that the options ask for, the rest from the rule before; undefined where they ask for
 * nothing.
 *
 * `--markup 20%` of the cost, `--markup 5` yuan, `--markup 10:50%,20%` half on costs below ¥10, a
 * fifth on others.
 *
 * @throws TypeError naming the option that makes no sense
 */
export function ruleFrom(flags: Flags, before: PriceRule): PriceRule | undefined {
  const markup = textFlag(flags, 'markup')
  const ending = textFlag(flags, 'ending')
  const minProfit = textFlag(flags, 'min-profit')
  if (markup === undefined && ending === undefined && minProfit === undefined) return undefined
  return {
    markup: markup === undefined ? before.markup : readMarkup(markup),
    ending: ending === undefined ? before.ending : readEnding(ending),
    minProfit: minProfit === undefined ? before.minProfit : yuan(minProfit, '--min-profit'),
  }
}

function readMarkup(text: string): Markup {
  const parts = text.split(/[,，]/)
  if (parts.length > 1 || text.includes(':')) {
    return {
      kind: 'bands',
      bands: parts.map((part) => {
        const [below, rate] = part.includes(':') ? part.split(':') : [undefined, part]
        return { ...(below && { below: yuan(below, '--markup') }), bp: percent(rate ?? '') }
      }),
    }
  }
  if (text.endsWith('%')) return { kind: 'percent', bp: percent(text) }
  return { kind: 'fixed', amount: yuan(text, '--markup') }
}

function percent(text: string): number {
  const rate = /^(\d{1,4}(?:\.\d{1,2})?)%$/.exec(text.trim())?.[1]
  if (rate === undefined) throw new TypeError(`--markup ${text}`)
  return Math.round(Number(rate) * 100)
}

function yuan(text: string, option: string): Money {
  const money = parseYuan(text)
  if (!money || money.amount < 0) throw new TypeError(`${option} ${text}`)
  return fen(money.amount)
}

function readEnding(text: string): Ending {
  const ending = Ending.options.find((each) => each === text)
  if (!ending) throw new TypeError(`--ending ${Ending.options.join('|')}`)
  return ending
}
