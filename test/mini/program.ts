import type { MiniHost } from '@xiaopu/client/mini'
import { expect } from 'vitest'
import { baseUrl, type OpenShop } from '../shop.ts'
import { fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, type Mounted, openStage, type Stage } from './stage.ts'
import { type Program, pages } from './story.ts'

/** Some apps read JSON by themselves, and round what is beyond 2^53: no number of ours may be. */
function expectNoneRounded(json: string): void {
  JSON.parse(json, (name, value) => {
    if (Number.isInteger(value)) expect(Number.isSafeInteger(value), name).toBe(true)
    return value
  })
}

export interface ProgramOptions {
  /** What the phone kept when the program was open before. */
  readonly stored?: ReadonlyMap<string, string>
  /** Stands between the program and the market. */
  readonly fetch?: (request: Request) => Promise<Response>
  /** What the app's object is turned into. */
  host?(host: MiniHost): object
  /** For `openShop`, beside the market and its pages. */
  readonly options?: object
}

export interface OpenedProgram extends Program {
  readonly stage: Stage
  readonly stored: Map<string, string>
  /** Where it went, one after the other. */
  readonly gone: readonly string[]
}

/** The built components of an app, with a shop opened as a program's own code does it. */
export function openProgram(
  market: OpenShop,
  dialect: Dialect,
  more: ProgramOptions = {},
): OpenedProgram {
  const gone: string[] = []
  const reach = more.fetch ?? (async (request: Request) => market.gateway.fetch(request))
  const fake = fakeHost({
    habits: habits[dialect.host],
    domains: [baseUrl],
    fetch: async (request) => {
      const response = await reach(request)
      if (/json/.test(response.headers.get('content-type') ?? '')) {
        expectNoneRounded(await response.clone().text())
      }
      return response
    },
  })
  for (const [key, value] of more.stored ?? []) fake.stored.set(key, value)
  const host = {
    ...fake.host,
    navigateTo({ url, success }: { url: string; success(): void }) {
      gone.push(url)
      success()
    },
    showModal: ({ success }: { success(answer: object): void }) => success({ confirm: true }),
    showToast: () => {},
  }
  const stage = openStage(dialect, { [dialect.host]: more.host ? more.host(host) : host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  const own = { gateway: baseUrl, shop: market.keys.publishable, pages, admitted: true }
  openIt({ ...own, ...more.options })
  let mounted: Mounted | undefined
  return {
    stage,
    stored: fake.stored,
    gone,
    async open(component, properties) {
      mounted?.unmount()
      mounted = stage.mount(component, properties)
      return handOn(mounted)
    },
    wentTo: () => gone.at(-1),
    comeBack: () => mounted?.show(),
    close: () => mounted?.unmount(),
  }
}
