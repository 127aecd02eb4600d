import type { AnyCall, calls } from '@xiaopu/alibaba'
import type { Hands } from './hands.ts'

export type CallName = keyof typeof calls

type In<Name extends CallName> = Parameters<(typeof calls)[Name]['params']>[0]
type Out<Name extends CallName> = ReturnType<(typeof calls)[Name]['read']>

/** One call as a shop makes it, and whether its answer says what the world of the sandbox is. */
export interface Scene<Name extends CallName> {
  /** Brings the world to where the call makes sense; made anew for every try. */
  readonly input: (hands: Hands) => Promise<In<Name>> | In<Name>
  readonly holds: (output: Out<Name>, hands: Hands) => boolean | Promise<boolean>
}

/** A scene without the types of its call, for walks over all of them. */
export interface AnyScene {
  readonly input: (hands: Hands) => unknown
  readonly holds: (output: unknown, hands: Hands) => boolean | Promise<boolean>
}

export const apiOf = ({ namespace, name }: AnyCall): string => `${namespace}:${name}`

export const isDone = (output: unknown): boolean => output === undefined
export const isSome = (output: readonly unknown[]): boolean => output.length > 0
