import type { FailureCode, FailureDetail, ShopError } from '@xiaopu/domain'
import { failures as failuresEn } from '@xiaopu/texts/en/failures'
import { labels as labelsEn } from '@xiaopu/texts/en/labels'
import { mini as miniEn } from '@xiaopu/texts/en/mini'
import { poster as posterEn } from '@xiaopu/texts/en/poster'
import * as statesEn from '@xiaopu/texts/en/states'
import { widgets as widgetsEn } from '@xiaopu/texts/en/widgets'
import { failures } from '@xiaopu/texts/zh-cn/failures'
import { labels } from '@xiaopu/texts/zh-cn/labels'
import { mini } from '@xiaopu/texts/zh-cn/mini'
import { poster } from '@xiaopu/texts/zh-cn/poster'
import * as states from '@xiaopu/texts/zh-cn/states'
import { widgets } from '@xiaopu/texts/zh-cn/widgets'

/** What buyers read, the same words as in a web page. */
const chinese = {
  ...widgets,
  failures,
  labels,
  mini,
  poster,
  orderStates: states.orderStates,
  orderHints: states.orderHints,
  shipmentStates: states.shipmentStates,
}

export type ShopTexts = typeof chinese

const english: ShopTexts = {
  ...widgetsEn,
  failures: failuresEn,
  labels: labelsEn,
  mini: miniEn,
  poster: posterEn,
  orderStates: statesEn.orderStates,
  orderHints: statesEn.orderHints,
  shipmentStates: statesEn.shipmentStates,
}

export function textsFor(locale: string | undefined): ShopTexts {
  return !locale || /^zh\b/i.test(locale) ? chinese : english
}

/** What happened and what to do next; codes newer than this program get the general sentence. */
export function sentence(
  error: Pick<ShopError, 'code' | 'detail'>,
  { failures: table, status }: ShopTexts,
): string {
  if (error.code === 'OFFLINE') return status.offline
  if (error.code === 'TIMEOUT') return status.timeout
  const known: Partial<Record<FailureCode, (detail: FailureDetail) => string>> = table
  return known[error.code]?.(error.detail) ?? status.failed
}
