import { expect } from 'vitest'
import { baseUrl, type OpenShop } from '../shop.ts'
import { fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, type Mounted, openStage } from './stage.ts'
import { type Program, pages } from './story.ts'

/** Some apps read JSON by themselves, and round what is beyond 2^53: no number of ours may be. */
function expectNoneRounded(json: string): void {
  JSON.parse(json, (name, value) => {
    if (Number.isInteger(value)) expect(Number.isSafeInteger(value), name).toBe(true)
    return value
  })
}

/** The built components of an app, with a shop opened as a program's own code does it. */
export function openProgram(market: OpenShop, dialect: Dialect): Program {
  const gone: string[] = []
  const fake = fakeHost({
    habits: habits[dialect.host],
    domains: [baseUrl],
    fetch: async (request) => {
      const response = await market.gateway.fetch(request)
      if (/json/.test(response.headers.get('content-type') ?? '')) {
        expectNoneRounded(await response.clone().text())
      }
      return response
    },
  })
  const host = {
    ...fake.host,
    navigateTo({ url, success }: { url: string; success(): void }) {
      gone.push(url)
      success()
    },
    showModal: ({ success }: { success(answer: object): void }) => success({ confirm: true }),
    showToast: () => {},
  }
  const stage = openStage(dialect, { [dialect.host]: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, pages, admitted: true })
  let mounted: Mounted | undefined
  return {
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
