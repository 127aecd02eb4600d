import { shared } from './shared.ts'

/** Something that a later file brings to the page. */
interface Slot<T> {
  /** Resolves once the file is there. */
  readonly ready: Promise<T>
  provide(brought: T): void
}

/** One per page and name: whichever copy of a file comes first fills it for all. */
export function slot<T>(name: string): Slot<T> {
  return shared(name, () => {
    let provide = (_: T) => {}
    const ready = new Promise<T>((give) => {
      provide = give
    })
    return { ready, provide: (brought: T) => provide(brought) }
  })
}
