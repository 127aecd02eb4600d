import { embedTag } from '@xiaopu/share'
import type { Texts } from '@xiaopu/texts'
import type { DemoShop } from './demo-shop.ts'

/** A page as a stranger's: a few words and the tags that a seller pastes. */
export function demoPage(shop: DemoShop, texts: Texts, lang: string): string {
  const title = texts.cli.links.demo
  const link = { gateway: shop.gateway, key: shop.publishableKey }
  const cards = shop.listings.map((listing) => {
    const url = `${shop.gateway}/shop/${shop.slug}/${listing}`
    const [, element = ''] = embedTag({ ...link, listing, url, label: listing }).split('\n')
    return `<li>${element}</li>`
  })
  const [script = ''] = embedTag({ ...link, url: shop.gateway, label: title }).split('\n')
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
body{margin:0 auto;max-width:960px;padding:16px;font:16px/1.6 system-ui,"Noto Sans SC",sans-serif}
ul{list-style:none;margin:0;padding:0;display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
</style>
${script}
</head><body>
<h1>${title}</h1>
<ul>
${cards.join('\n')}
</ul>
<xp-cart floating></xp-cart>
</body></html>
`
}
