import { poster } from '@xiaopu/texts/zh-cn/poster'
import { share } from '@xiaopu/texts/zh-cn/share'
import { spoken } from '../look/spoken.ts'
import { type Locale, type Texts, textsFor } from '../look/texts.ts'

/** What the share sheet says besides what a card and its cart say. */
export interface ShareTexts extends Texts {
  readonly share: typeof share
  readonly poster: typeof poster
}

export function shareTexts(locale: Locale): ShareTexts {
  return { ...textsFor(locale), ...spoken(locale, { share, poster }) }
}
