import type { Json, JsonObject } from '../json.ts'

/** What the platform tells the app (reference §5). */
export interface Message {
  /** 64-bit, beyond 2^53. */
  readonly id: string
  readonly type: string
  /** The app it goes to; absent: the one the sandbox was started with. */
  readonly appKey?: string
  /** memberId of the account it belongs to. */
  readonly userInfo: string
  readonly bornAt: number
  /** JSON text of `data`: 64-bit ids stay digits. */
  readonly data: string
  /** What it is about (an order, an offer): messages of one subject are delivered one after the other. */
  readonly subject: string
  /** `failed`: kept for `push.cursor.messageList`; `confirmed`: fetched there; `dropped`, `held`: by an ordered fault. */
  readonly state: 'pending' | 'delivered' | 'failed' | 'confirmed' | 'dropped' | 'held'
  readonly attempts: readonly Attempt[]
  readonly badSignature?: boolean
  readonly dataAsText?: boolean
}

export interface Attempt {
  readonly at: number
  /** HTTP status, or 0 for no answer. */
  readonly status: number
}

export interface NewMessage {
  readonly type: string
  readonly memberId: string
  readonly subject: string
  readonly data: JsonObject
}

/** The envelope as it goes into `message` and, with topic and app, into the pull call. */
export const envelope = (message: Message, data: Json): JsonObject => ({
  msgId: BigInt(message.id),
  gmtBorn: message.bornAt,
  type: message.type,
  userInfo: message.userInfo,
  data,
  extraInfo: '',
})
