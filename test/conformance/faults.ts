import type { ErrorClass } from '@xiaopu/alibaba'
import type { FaultKind } from '@xiaopu/sandbox'
import type { AnyCall } from './scene.ts'

type Outcome = ErrorClass | 'answered'

/** What a call makes of each fault: a write that may have happened is in doubt, never repeated, never refused. */
export function outcomeOf(kind: FaultKind, { kind: callKind }: AnyCall): Outcome | undefined {
  const isWrite = callKind === 'write'
  switch (kind) {
    case 'reset-before':
    case 'reset-after':
    case 'http-500':
    case 'http-500-after':
    case 'timeout-before':
    case 'timeout-after':
      return isWrite ? 'in_doubt' : 'retry'
    case 'bad-json':
      return isWrite ? 'in_doubt' : 'schema'
    case 'qos':
      return 'retry'
    case 'delay':
      return 'answered'
    default:
      return undefined
  }
}

/** Faults that happen before the world changes: the same input may be tried with the next one. */
export const harmless: readonly FaultKind[] = ['qos', 'reset-before', 'http-500']
/** Faults after it may have changed: each needs a world of its own. */
export const harmful: readonly FaultKind[] = ['reset-after', 'http-500-after', 'bad-json', 'delay']
/** Faults that are nothing but waiting. */
export const silent: readonly FaultKind[] = ['timeout-before', 'timeout-after']

/** What the gateway itself says, for each class that it can say. */
export const gatewayFaults: readonly (readonly [string, ErrorClass])[] = [
  ['gw.APIUnsupported', 'schema'],
  ['gw.SignatureInvalid', 'auth'],
  ['gw.TimestampInvalid', 'auth'],
  ['gw.HostIPNotAllowed', 'permission'],
  ['gw.ParamMissing', 'rule'],
  ['gw.QosAPIFrequencyLimit', 'retry'],
]
