import * as v from 'valibot'
import { readJson } from '../json.ts'
import type { WechatAccount } from './account.ts'
import { openSealed, Sealed } from './open-sealed.ts'
import { readVerifier, type Verifier } from './sign.ts'

const Certificates = v.object({
  data: v.array(v.object({ serial_no: v.string(), encrypt_certificate: Sealed })),
})

/** The verifiers of an account: those it was given, and certificates that WeChat has issued since. */
export interface Verifiers {
  known(): readonly Verifier[]
  /** Takes in what `GET /v3/certificates` answered; what was not sealed with our APIv3 key is none. */
  take(answer: Uint8Array): void
  /** Whether a serial number that nobody knows is worth asking about now. */
  isNew(serial: string | null): boolean
}

/** Anybody can send a made-up serial number: WeChat is asked this often at most. */
const askAgainMillis = 10 * 60_000

export function openVerifiers(account: WechatAccount): Verifiers {
  const verifiers = new Map(account.verifiers.map((each) => [each.id, readVerifier(each)]))
  let askedAt = Number.NEGATIVE_INFINITY
  return {
    known: () => [...verifiers.values()],
    take(answer) {
      for (const { serial_no: id, encrypt_certificate } of readJson(Certificates, answer)?.data ??
        []) {
        const pem = openSealed(account.apiV3Key, encrypt_certificate)
        if (!pem) continue
        verifiers.set(id, readVerifier({ id, pem: new TextDecoder().decode(pem) }))
      }
    },
    isNew(serial) {
      if (!serial || !/^[0-9A-Fa-f]{8,64}$/.test(serial) || verifiers.has(serial)) return false
      const now = account.now()
      if (now - askedAt < askAgainMillis) return false
      askedAt = now
      return true
    },
  }
}
