import { eventually } from '../../shop.ts'
import { keepShot } from '../phone.ts'
import { pageSide } from './page-side.ts'
import type { Wire } from './wire.ts'

/** As the web view of an old phone says it. */
const userAgent =
  'Mozilla/5.0 (Linux; Android 8.1.0; V1818A Build/OPM1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/75.0.3770.143 Mobile Safari/537.36'

interface Spot {
  readonly x: number
  readonly y: number
  /** Why a finger does not reach it; absent where one does. */
  readonly missing?: string
}

/** A fresh phone: one page of 360 × 740 px, nothing kept; whatever is not there yet is waited for, ten seconds at most. */
export interface OldPhone {
  /** Errors of scripts and of the console, in words. */
  readonly errors: readonly string[]
  open(url: string): Promise<void>
  /** Touches the last button or link in sight whose name begins so. */
  tap(name: string): Promise<void>
  /** Types into the field of that label. */
  type(label: string, text: string): Promise<void>
  /** Picks from the list of that label. */
  pick(label: string, value: string): Promise<void>
  /** Until these words stand in sight somewhere. */
  see(words: string): Promise<void>
  /** Of the one open sheet, the parts that scroll; px. */
  rooms(): Promise<{ clientHeight: number; scrollHeight: number }[]>
  /** Saves what it shows as `test/shots/<name>.png`. */
  shoot(name: string): Promise<void>
}

/** @param before - what runs in every page before its own scripts */
export async function oldPhone(wire: Wire, before = ''): Promise<OldPhone> {
  const { browserContextId } = await wire.send('Target.createBrowserContext')
  const { targetId } = await wire.send<{ targetId: string }>('Target.createTarget', {
    ...{ url: 'about:blank', browserContextId },
  })
  const { sessionId } = await wire.send<{ sessionId: string }>('Target.attachToTarget', {
    ...{ targetId, flatten: true },
  })
  const send = <Answer>(method: string, params = {}) => wire.send<Answer>(method, params, sessionId)
  const errors: string[] = []
  wire.hear(sessionId, (method, params) => errors.push(...errorsIn(method, params)))
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`)
  await send('Emulation.setDeviceMetricsOverride', {
    ...{ width: 360, height: 740, deviceScaleFactor: 1, mobile: true },
  })
  await send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: 'zh-CN' })
  await send('Page.addScriptToEvaluateOnNewDocument', { source: `${before};${pageSide}` })

  async function ask<Answer>(expression: string): Promise<Answer> {
    const { result } = await send<{ result: { value: Answer } }>('Runtime.evaluate', {
      ...{ expression: `xiaopuTest.${expression}`, returnByValue: true },
    })
    return result.value
  }

  /** Where a finger meets it, once it stands still. */
  async function spot(expression: string): Promise<Spot> {
    let last: Spot | undefined
    try {
      return await eventually(async () => {
        const before = last
        last = await ask<Spot>(expression)
        return last && !last.missing && before?.x === last.x && before.y === last.y && last
      })
    } catch (cause) {
      throw new Error(`${expression}: ${last?.missing ?? 'it moves'}`, { cause })
    }
  }

  async function touch({ x, y }: Spot): Promise<void> {
    await send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    await send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  return {
    errors,
    async open(url) {
      await send('Page.navigate', { url })
    },
    tap: async (name) => touch(await spot(`spotOf(${JSON.stringify(name)})`)),
    async type(label, text) {
      await touch(await spot(`fieldOf(${JSON.stringify(label)})`))
      await send('Input.insertText', { text })
    },
    async pick(label, value) {
      const asked = `pick(${JSON.stringify(label)}, ${JSON.stringify(value)})`
      await eventually(() => ask<boolean>(asked))
    },
    async see(words) {
      let seen: string[] | undefined
      try {
        await eventually(async () => {
          seen = await ask<string[]>('words()')
          return seen?.some((each) => each.includes(words))
        })
      } catch (cause) {
        throw new Error(`not in sight: ${words}; but: ${seen?.join(' | ')}`, { cause })
      }
    },
    async rooms() {
      const sheets = await ask<{ clientHeight: number; scrollHeight: number }[][]>('rooms()')
      if (sheets.length !== 1) throw new Error(`${sheets.length} sheets are open`)
      return sheets.flat()
    },
    async shoot(name) {
      const { data } = await send<{ data: string }>('Page.captureScreenshot')
      await keepShot(name, Buffer.from(data, 'base64'))
    },
  }
}

interface Told {
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { description?: string }
  }
  readonly type?: string
  readonly args?: readonly { readonly value?: unknown }[]
  readonly entry?: { readonly level: string; readonly text: string; readonly url?: string }
}

function errorsIn(method: string, told: Told): string[] {
  if (method === 'Runtime.exceptionThrown') {
    const { text = '', exception } = told.exceptionDetails ?? {}
    return [`${text} ${exception?.description ?? ''}`]
  }
  if (method === 'Runtime.consoleAPICalled' && told.type === 'error')
    return [(told.args ?? []).map(({ value }) => String(value)).join(' ')]
  const { level, text = '', url = '' } = told.entry ?? {}
  // It knows less of a content policy than we say in one, and goes on.
  if (
    method !== 'Log.entryAdded' ||
    level !== 'error' ||
    /Unrecognized Content-Security/.test(text)
  )
    return []
  return [`${text} ${url}`]
}
