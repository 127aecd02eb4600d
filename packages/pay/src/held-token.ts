/** A token that lets an app call its platform, and how long it does. */
export interface IssuedToken {
  readonly token: string
  /** Seconds. */
  readonly lasts: number
}

/** A token this old is not used any more: a call may take a while. */
const margin = 300_000

/**
 * Keeps a token until it is about to run out. Whoever asks while one is being fetched waits for that
 * one: many platforms end the old token when they issue a new one.
 */
export function holdToken(now: () => number, issue: () => Promise<IssuedToken>) {
  let held: { token: string; until: number } | undefined
  let asked: Promise<string> | undefined
  const fetchAnew = async (): Promise<string> => {
    const { token, lasts } = await issue()
    held = { token, until: now() + lasts * 1000 - margin }
    return token
  }
  return {
    take(): Promise<string> {
      if (held && now() < held.until) return Promise.resolve(held.token)
      asked ??= fetchAnew().finally(() => {
        asked = undefined
      })
      return asked
    },
    /** The platform does not take it any more. */
    drop(): void {
      held = undefined
    },
  }
}
