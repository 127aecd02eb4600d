import { channelRules } from '@xiaopu/share'
import { Dialog } from '../dialog/dialog.tsx'
import { copyText } from '../order/copy.tsx'
import type { Child } from '../render/index.ts'
import { useState } from '../render/index.ts'
import type { ShareDone } from '../shop/events.ts'
import type { MadeShare } from './made-share.ts'
import { PosterMaker } from './poster-maker.tsx'
import { QrPicture } from './qr-picture.tsx'
import type { ShareTexts } from './texts.ts'

/** All ways to pass something on, the one that fits a phone first. */
export function ShareWays(props: {
  share: MadeShare
  accent: string | undefined
  texts: ShareTexts
  onDone: (kind: ShareDone['kind']) => void
}) {
  const { share, accent, texts, onDone } = props
  const t = texts.share
  const [copied, setCopied] = useState<boolean>()
  const [poster, setPoster] = useState(false)
  const isPunished = channelRules[share.channel].qr === 'punished'
  const words = t.words(share.title, share.price || '', share.shopName)
  const copy = async () => {
    const done = await copyText(isPunished ? words : share.url)
    setCopied(done)
    if (done) onDone('link')
  }
  return (
    <div class="scroll">
      {poster ? (
        <>
          <PosterMaker {...{ share, accent, texts }} onMade={() => onDone('poster')} />
          <button type="button" class="plain back" onClick={() => setPoster(false)}>
            {texts.status.back}
          </button>
        </>
      ) : (
        <>
          {isPunished ? (
            <Words words={words} texts={texts} />
          ) : (
            <Code share={share} texts={texts} />
          )}
          <p class={copied === false ? 'bad' : 'values'} role="status">
            {copied === true && (isPunished ? t.wordsCopied : t.copied)}
            {copied === false && t.copyFailed}
          </p>
          <div class="ways">
            <button type="button" class="solid" onClick={() => void copy()}>
              {isPunished ? t.copyWords : t.copyLink}
            </button>
            <button type="button" class="plain" onClick={() => setPoster(true)}>
              {t.poster}
            </button>
            {!isPunished && 'share' in navigator && (
              <button type="button" class="plain" onClick={() => void shareBySystem(share, onDone)}>
                {t.system}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  )
}

interface Shown {
  readonly share: MadeShare
  readonly texts: ShareTexts
}

function Code({ share, texts }: Shown) {
  const t = texts.share
  const held = share.channel === 'wechat'
  return (
    <>
      <figure>
        <QrPicture text={share.url} label={t.qrLabel(share.title)} held={held} />
        <figcaption>{share.title}</figcaption>
      </figure>
      {held && <p class="values">{t.holdCode}</p>}
      <input class="url" readOnly aria-label={t.copyLink} value={share.url} />
    </>
  )
}

/** What may be said where codes and links are punished, and why there are none. */
function Words({ words, texts }: { words: string; texts: ShareTexts }) {
  return (
    <>
      <p class="why">{texts.share.noCode}</p>
      <p class="said">{words}</p>
    </>
  )
}

async function shareBySystem({ title, url }: MadeShare, onDone: (kind: 'system') => void) {
  try {
    await navigator.share({ title, url })
    onDone('system')
  } catch {
    // The person changed their mind; or the browser refuses, and the link is still there.
  }
}

export function ShareDialog(props: { texts: ShareTexts; onClose: () => void; children: Child }) {
  const { texts, onClose, children } = props
  return (
    <Dialog
      title={texts.share.title}
      closeLabel={texts.status.close}
      part="sheet"
      class="middle"
      onClose={onClose}
    >
      {children}
    </Dialog>
  )
}
