import type { MiniHost } from '@xiaopu/client/mini'

interface Heard {
  success?(): void
  fail?(failure: { errMsg?: string }): void
}

/** What an app's own address book answers, by the names that all of them took over from WeChat. */
export interface BookAddress {
  readonly userName?: string
  readonly telNumber?: string
  readonly provinceName?: string
  readonly cityName?: string
  readonly countyName?: string
  readonly detailInfo?: string
}

/** What the components ask of a host beyond what the client does; each may be missing. */
export interface AppHost extends MiniHost {
  navigateTo?(options: { url: string } & Heard): unknown
  switchTab?(options: { url: string } & Heard): unknown
  redirectTo?(options: { url: string } & Heard): unknown
  navigateBack?(options: Heard): unknown
  setClipboardData?(options: { data: string } & Heard): unknown
  showToast?(options: { title: string; icon: 'none' } & Heard): unknown
  showModal?(options: {
    title: string
    content: string
    success(answer: { confirm?: boolean }): void
    fail(): void
  }): unknown
  // Each app's payment takes what its provider gives the gateway, as it is.
  requestPayment?(options: never): unknown
  pay?(options: never): unknown
  requestGuaranteeOrderPayment?(options: never): unknown
  chooseAddress?(options: {
    success(address: BookAddress): void
    fail(failure: { errMsg?: string }): void
  }): unknown
  createSelectorQuery?(): SelectorQuery
  canvasToTempFilePath?(options: object, instance?: object): unknown
  saveImageToPhotosAlbum?(options: { filePath: string } & Heard): unknown
}

export interface SelectorQuery {
  in(instance: object): SelectorQuery
  select(selector: string): {
    fields(fields: object): SelectorQuery
  }
  exec(heard: (found: readonly unknown[]) => void): void
}

type Asking =
  | 'navigateTo'
  | 'redirectTo'
  | 'switchTab'
  | 'navigateBack'
  | 'setClipboardData'
  | 'saveImageToPhotosAlbum'

/** Asks a host for something; answers whether it was done, and why not. */
export function done<Call extends Asking>(
  host: AppHost,
  call: Call,
  options: object,
): Promise<string | undefined> {
  return new Promise((give) => {
    const run = host[call] as ((options: object) => unknown) | undefined
    const fail = ({ errMsg }: { errMsg?: string } = {}) => give(errMsg || `${call}:fail`)
    if (!run) return fail()
    try {
      run.call(host, { ...options, success: () => give(undefined), fail })
    } catch {
      fail()
    }
  })
}

/** A question with two answers; where it cannot be asked, the tap that led here counts. */
export function confirmed(host: AppHost, title: string, content: string): Promise<boolean> {
  return new Promise((give) => {
    if (!host.showModal) return give(true)
    host.showModal({
      title,
      content,
      success: ({ confirm }) => give(confirm === true),
      fail: () => give(false),
    })
  })
}
