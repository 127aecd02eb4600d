import { embedTag } from '@xiaopu/share'
import type { Texts } from '@xiaopu/texts'
import type { Keys } from './keys.ts'

/**
 * `/demo/`: somebody's page with our tags pasted into it, to be looked at and copied from. It is
 * written as such people write: nothing but HTML.
 */
export function demoPage(keys: Keys, cli: Texts['cli'], lang: string): string {
  const { page } = cli.dev
  const url = `${keys.gateway}/shop/${keys.slug}`
  const link = { gateway: keys.gateway, key: keys.publishable, label: cli.links.shop }
  const tags = keys.listings.map((listing) =>
    embedTag({ ...link, listing, url: `${url}/${listing}` }),
  )
  const [first = '', second = ''] = tags
  const [sheet = '', script = '', firstCard = ''] = first.split('\n')
  const [, , secondCard = ''] = second.split('\n')
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0 auto; padding: 16px; max-width: 960px; font: 16px/1.6 system-ui, sans-serif }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: 16px }
pre { overflow: auto; padding: 12px; background: #8882; border-radius: 8px }
</style>
${sheet}
${script}
</head>
<body>
<h1>${page.title}</h1>
<p>${page.intro}</p>
<pre>${first.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>
<h2>${page.cards}</h2>
<div class="cards">
${firstCard}
${secondCard}
</div>
<h2>${page.grid}</h2>
<xp-grid limit="8"><a href="${url}">${cli.links.shop}</a></xp-grid>
<h2>${page.share}</h2>
<xp-share><a href="${url}">${cli.links.shop}</a></xp-share>
<xp-cart floating></xp-cart>
</body>
</html>
`
}
