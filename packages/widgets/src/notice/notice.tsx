import type { Texts } from '../look/texts.ts'
import type { Failure } from '../shop/read.ts'

/** Words and a way on, where there is nothing else to show. */
export function Notice(props: {
  text: string
  hint?: string | undefined
  failed?: boolean
  action?: { label: string; run: () => void } | undefined
  link?: { label: string; href: string } | undefined
}) {
  const { text, hint, failed, action, link } = props
  return (
    <div part="notice" class="notice" role={failed ? 'alert' : undefined}>
      <p>{text}</p>
      {hint && <p class="hint">{hint}</p>}
      {action && (
        <button type="button" class="plain" onClick={action.run}>
          {action.label}
        </button>
      )}
      {link && (
        <a class="plain" href={link.href} target="_top">
          {link.label}
        </a>
      )}
    </div>
  )
}

/** What a failed read shows: to shoppers plain words, to the owner the reason in the console. */
export function FailureNotice(props: {
  failure: Failure
  texts: Texts
  retry: () => void
  shopUrl?: string | undefined
}) {
  const { failure, texts, retry, shopUrl } = props
  const { status, card } = texts
  const [text, mayRetry] = wordsFor(failure.code, texts)
  const hint = failure.requestId && status.request(failure.requestId)
  return (
    <Notice
      failed
      text={text}
      hint={text === card.off ? card.offHint : hint}
      action={mayRetry ? { label: status.retry, run: retry } : undefined}
      link={!mayRetry && shopUrl ? { label: status.openShop, href: shopUrl } : undefined}
    />
  )
}

/** In a few words, and whether trying again may help. */
export function wordsFor(code: Failure['code'], { status, card }: Texts): [string, boolean] {
  switch (code) {
    case 'OFFLINE':
      return [status.offline, true]
    case 'TIMEOUT':
      return [status.timeout, true]
    case 'LISTING_NOT_FOUND':
    case 'LISTING_NOT_ON_SALE':
    case 'NOT_FOUND':
      return [card.off, false]
    case 'SHOP_CLOSED':
      return [status.shopClosed, false]
    case 'KEY_IN_BROWSER':
      return [status.keyInBrowser, false]
    case 'KEY_MISSING':
    case 'KEY_UNKNOWN':
    case 'ORIGIN_NOT_ALLOWED':
      return [status.notSetUp, false]
    default:
      return [status.failed, true]
  }
}
