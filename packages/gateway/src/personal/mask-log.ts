import { maskPhone } from '@xiaopu/domain'
import type { LogEntry } from '../deps.ts'

/** A mobile number that is not part of a longer one: 18 digits are an order's number. */
const mobile = /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g

/**
 * A log that masks phones in what others wrote: 1688 and the cashier may repeat in their sentences
 * what they were sent, and such a sentence may become the reason of a failure.
 */
export function maskLog(log: (entry: LogEntry) => void): (entry: LogEntry) => void {
  return (entry) => {
    const { reason, stack } = entry
    if (reason === undefined && stack === undefined) return log(entry)
    log({
      ...entry,
      ...(typeof reason === 'string' && { reason: maskPhones(reason) }),
      ...(typeof stack === 'string' && { stack: maskPhones(stack) }),
    })
  }
}

function maskPhones(text: string): string {
  return text.replaceAll(mobile, (phone) => maskPhone(phone.replaceAll(/\D/g, '')))
}
