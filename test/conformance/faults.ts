import type { AnyCall, ErrorClass } from '@xiaopu/alibaba'
import type { FaultKind } from '@xiaopu/sandbox'

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
    case 'half-answer':
      return isWrite ? 'in_doubt' : 'retry'
    case 'bad-json':
      return isWrite ? 'in_doubt' : 'schema'
    case 'qos':
      return 'retry'
    case 'permission':
      return 'permission'
    case 'token-cancelled':
      return 'auth'
    case 'delay':
    case 'slow-stream':
    case 'clock-skew':
    case 'string-booleans':
    case 'extra-fields':
      return 'answered'
    default:
      return undefined
  }
}

/** Faults that happen before the world changes: the same input may be tried with the next one. */
export const harmless: readonly FaultKind[] = ['qos', 'permission', 'reset-before', 'http-500']
/** Faults after it may have changed: each needs a world of its own. */
export const harmful: readonly FaultKind[] = [
  'reset-after',
  'http-500-after',
  'half-answer',
  'bad-json',
  'delay',
  'slow-stream',
  'clock-skew',
  'string-booleans',
  'extra-fields',
]
/**
 * Faults that make an answer say something else: it may be good enough, an older truth, or nonsense; it is
 * never a crash, and a write that makes no sense is in doubt.
 */
export const bending: readonly FaultKind[] = ['missing-fields', 'wrong-unit', 'stale-read']

export const bentOutcomes = ({ kind }: AnyCall): readonly Outcome[] =>
  kind === 'write'
    ? ['answered', 'in_doubt', 'absent', 'rule']
    : ['answered', 'schema', 'absent', 'rule', 'retry']

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
