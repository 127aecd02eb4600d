import { resolve } from 'node:path'
import { type SandboxOptions, TEMPERAMENT_CHOICES } from '@xiaopu/sandbox'
import { CommandError } from '../command-error.ts'
import type { Environment } from '../settings.ts'

/**
 * How the sandbox behaves besides what it sells, by the variables that the sandbox alone reads too.
 *
 * @throws CommandError for a temper that there is none of
 */
export function sandboxManners(
  env: Environment,
): Pick<SandboxOptions, 'faultsFile' | 'temperament' | 'singleUser'> {
  const { SANDBOX_FAULTS: faults, SANDBOX_TEMPERAMENT: temper, SANDBOX_SINGLE_USER: single } = env
  const temperament = TEMPERAMENT_CHOICES.find((each) => each === temper)
  if (temper && !temperament) {
    const fits = TEMPERAMENT_CHOICES.join(' ')
    throw new CommandError((cli) => cli.badSetting('SANDBOX_TEMPERAMENT', temper, fits))
  }
  return {
    ...(faults && { faultsFile: resolve(faults) }),
    ...(temperament && { temperament }),
    ...(single === '1' && { singleUser: true }),
  }
}
