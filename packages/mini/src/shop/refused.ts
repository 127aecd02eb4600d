import type { Scene } from '../component.ts'
import type { Runtime } from './runtime.ts'
import { sentence } from './texts.ts'

/**
 * The buyer's own no, to an app's question for her consent or in the phone's settings: by WeChat's
 * words, which the other apps took over. A privacy guide that lacks the call is the developer's matter.
 */
const saidNo =
  /privacy permission|auth(?:orize)? (?:deny|denied|no response)|user deny|permission denied/i

/**
 * Tells the page why the app did not do something: `said` is in the app's own words.
 *
 * @param why - nothing where it was done
 * @returns what the buyer reads; `otherwise` where it was not her who said no
 */
export function refused(
  scene: Scene<unknown>,
  { texts }: Runtime,
  why: string | undefined,
  otherwise: string,
): string {
  if (!why) return ''
  const code = saidNo.test(why) ? 'PRIVACY_REFUSED' : 'CHANNEL_REFUSED'
  scene.tell('failed', { code, said: why })
  return code === 'PRIVACY_REFUSED' ? sentence({ code, detail: {} }, texts) : otherwise
}
