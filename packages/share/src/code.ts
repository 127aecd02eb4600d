import { shareCodeAlphabet } from '@xiaopu/domain'

export { newShareCode, ShareCode, shareCodeAlphabet } from '@xiaopu/domain'

/** The rule of `ShareCode` without its schema, for pages that must stay small. */
export function isShareCode(text: string): boolean {
  return text.length === 8 && [...text].every((letter) => shareCodeAlphabet.includes(letter))
}
