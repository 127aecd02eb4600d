import type { CodeMeaning, ErrorClass } from './error-class.ts'

/**
 * `read`: changes nothing, may be retried. `tell`: changes something but telling it twice is the
 * same as once. `write`: an order or money; when its outcome is unknown the caller must ask.
 */
export type ApiKind = 'read' | 'tell' | 'write'

/** Which deadline a call has: a read 5 s, a write 10 s, a slow search 15 s, an upload 30 s. */
export type DeadlineClass = 'read' | 'write' | 'slow' | 'upload'

export interface Api {
  readonly namespace: string
  readonly name: string
  /** 1 unless said otherwise. */
  readonly version?: 1 | 2
  readonly kind: ApiKind
  /** `none` where the call belongs to nobody's account. */
  readonly auth?: 'token' | 'none'
  /** POST unless said otherwise here or by the client's options. */
  readonly method?: 'GET' | 'POST'
  /** `read` for reads and `write` for the rest unless said otherwise. */
  readonly deadline?: DeadlineClass
  /** Business codes of this call alone; they outrank the common table. */
  readonly codes?: Readonly<Record<string, CodeMeaning>>
  /** Codes and messages of this call alone that are known by their form; they outrank the common texts. */
  readonly texts?: readonly (readonly [RegExp, CodeMeaning])[]
  /** What a business code that is in no table means; by default busy for a read or a tell, in doubt for a write. */
  readonly otherwise?: ErrorClass
}
