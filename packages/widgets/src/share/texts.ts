import { poster as posterEn } from '@xiaopu/texts/en/poster'
import { share as shareEn } from '@xiaopu/texts/en/share'
import { poster } from '@xiaopu/texts/zh-cn/poster'
import { share } from '@xiaopu/texts/zh-cn/share'
import { type Locale, type Texts, textsFor } from '../look/texts.ts'

/** What the share sheet says besides what a card and its cart say. */
export interface ShareTexts extends Texts {
  readonly share: typeof share
  readonly poster: typeof poster
}

export function shareTexts(locale: Locale): ShareTexts {
  const own = locale === 'en' ? { share: shareEn, poster: posterEn } : { share, poster }
  return { ...textsFor(locale), ...own }
}
