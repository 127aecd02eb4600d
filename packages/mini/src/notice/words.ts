import type { ShopError } from '@xiaopu/domain'
import type { ShopTexts } from '../shop/texts.ts'
import { sentence } from '../shop/texts.ts'

/** What a notice shows. */
export interface NoticeView {
  readonly text: string
  readonly hint: string
  /** What its button says; none where trying again changes nothing. */
  readonly action: string
}

const gone: readonly string[] = ['LISTING_NOT_FOUND', 'LISTING_NOT_ON_SALE', 'NOT_FOUND']

/** A failed read in words, and whether it can be tried again. */
export function failureView(error: ShopError, texts: ShopTexts): NoticeView {
  const { status, card } = texts
  if (gone.includes(error.code)) return { text: card.off, hint: card.offHint, action: '' }
  const { requestId } = error.detail
  return {
    text: sentence(error, texts),
    hint: requestId ? status.request(String(requestId)) : '',
    action: error.retry ? status.retry : '',
  }
}
