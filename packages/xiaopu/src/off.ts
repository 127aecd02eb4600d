import type { GroupOff } from '@xiaopu/domain'
import { CommandError } from './command-error.ts'
import { basisPointsOf, readAmount } from './price-rule.ts'

/**
 * What `--off` says: `5` yuan, or `10%`.
 *
 * @throws CommandError where it is missing, or takes off nothing, or all
 */
export function readOff(text: string | undefined): GroupOff {
  if (text === undefined) throw new CommandError((texts) => texts.missingArgument('--off'), 2)
  if (/[%％]\s*$/.test(text)) {
    const bp = basisPointsOf(text)
    if (bp === undefined || bp < 1 || bp > 9_900) throw wrongOff(text)
    return { kind: 'percent', bp }
  }
  const amount = readAmount(text, '--off')
  if (amount.amount === 0) throw wrongOff(text)
  return { kind: 'fixed', amount }
}

function wrongOff(text: string): CommandError {
  return new CommandError((texts) => texts.badOption('--off', text, '5 10%'), 2)
}
