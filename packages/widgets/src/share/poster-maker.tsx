import { channelRules } from '@xiaopu/share'
import type { PosterFormat } from '@xiaopu/share/poster'
import { useEffect, useState } from '../render/index.ts'
import type { MadeShare } from './made-share.ts'
import type { ShareTexts } from './texts.ts'

type Drawing =
  | { readonly state: 'drawing' }
  | { readonly state: 'failed' }
  | { readonly state: 'drawn'; readonly url: string; readonly isWhole: boolean }

/** A picture to pass on: with goods, price and code, drawn here, to be saved or sent. */
export function PosterMaker(props: {
  share: MadeShare
  accent: string | undefined
  texts: ShareTexts
  onMade: () => void
}) {
  const { share, texts, onMade } = props
  const t = texts.share
  const { posters } = channelRules[share.channel]
  const [format, setFormat] = useState<PosterFormat>(posters[0])
  const [tries, setTries] = useState(0)
  const drawing = useDrawing(props, format, tries, onMade)
  return (
    <div class="poster">
      <div class="formats">
        {posters.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === format}
            onClick={() => setFormat(each)}
          >
            {t.formats[each]}
          </button>
        ))}
      </div>
      <div class={`sheet ${format}`} aria-busy={drawing.state === 'drawing'}>
        {drawing.state === 'drawn' && <img src={drawing.url} alt={t.posterLabel(share.title)} />}
        {drawing.state === 'drawing' && <p role="status">{t.drawing}</p>}
        {drawing.state === 'failed' && (
          <div role="alert">
            <p>{texts.status.failed}</p>
            <button type="button" class="plain" onClick={() => setTries(tries + 1)}>
              {texts.status.retry}
            </button>
          </div>
        )}
      </div>
      {drawing.state === 'drawn' && (
        <>
          {!drawing.isWhole && <p class="values">{t.pictureMissing}</p>}
          <p class="values">{t.saveHint}</p>
          <a class="solid" href={drawing.url} download={`${share.code}-${format}.png`}>
            {t.download}
          </a>
        </>
      )}
    </div>
  )
}

function useDrawing(
  { share, accent, texts }: { share: MadeShare; accent: string | undefined; texts: ShareTexts },
  format: PosterFormat,
  tries: number,
  onMade: () => void,
): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ state: 'drawing' })
  useEffect(() => {
    let over = false
    let url: string | undefined
    const draw = async () => {
      setDrawing({ state: 'drawing' })
      const drawer = await import('@xiaopu/share/poster-png')
      const { blob, picture } = await drawer.posterPng(format, posterCard(share, accent, texts))
      if (over) return
      url = URL.createObjectURL(blob)
      setDrawing({ state: 'drawn', url, isWhole: !share.imageUrl || picture === 'drawn' })
      onMade()
    }
    draw().catch((error: unknown) => {
      console.error(error)
      if (!over) setDrawing({ state: 'failed' })
    })
    return () => {
      over = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [share, format, tries])
  return drawing
}

function posterCard(share: MadeShare, accent: string | undefined, { poster }: ShareTexts) {
  const { title, price, imageUrl, shopName, url } = share
  const hasCode = channelRules[share.channel].qr === 'welcome'
  return {
    title,
    shopName,
    ...(hasCode && { url }),
    ...(price && { price }),
    ...(imageUrl && { imageUrl }),
    ...(accent && { accent }),
    texts: {
      scan: price ? poster.scanListing : poster.scanShop,
      noPicture: hasCode ? poster.noPicture : poster.noPictureHere,
    },
  }
}
