import type { Gateway } from '@xiaopu/gateway'
import type { Sandbox } from '@xiaopu/sandbox'

/**
 * Whoever turns the sandbox's clock turns the gateway's: they read the same one, and jobs that wait
 * in the gateway are brought nearer by as much. One turn after the other, so that none is counted
 * twice.
 */
export function turnTogether(sandbox: Sandbox, gateway: Gateway): void {
  const { clock } = sandbox
  const { advance, set } = clock
  let last: Promise<void> = Promise.resolve()
  const inTurn = (turn: () => Promise<void>): Promise<void> => {
    const mine = last.then(turn)
    last = mine.catch(() => undefined)
    return mine
  }
  const ahead = () => clock.now() - Date.now()
  clock.advance = (ms) =>
    inTurn(async () => {
      await advance(ms)
      if (ms > 0) await gateway.advance(ms)
    })
  clock.set = (at) =>
    inTurn(async () => {
      const before = ahead()
      await set(at)
      const ms = ahead() - before
      if (ms > 0) await gateway.advance(ms)
    })
}
