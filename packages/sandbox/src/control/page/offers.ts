import { html } from 'hono/html'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import { deed, facts, field, hidden, type Markup, type View, word, yuan } from './layout.ts'

const perPage = 60

/** The catalogue as it stands, searched by words of the title or by number. */
export function offersSection(view: View): Markup {
  const { state, texts, query } = view
  const asked = (query('q') ?? '').trim()
  const words = asked.split(/\s+/).filter(Boolean)
  const found = state.offers.filter((offer) =>
    words.every((each) => offer.subject.includes(each) || String(offer.offerId).includes(each)),
  )
  const shown = found.slice(0, perPage)
  return html`<h2>${texts.nav.offers}</h2>
    <form class="search" role="search" action="/sandbox/offers">
      <label><span class="hidden">${texts.searchOffers}</span>
      <input name="q" type="search" value="${asked}" placeholder="${texts.searchOffers}"></label>
      <button class="small">${texts.search}</button></form>
    <p class="none">${texts.found(shown.length, found.length)}</p>
    <ul class="list">${shown.map(
      (offer) => html`<li><a href="/sandbox/offers/${offer.offerId}">${offer.subject}</a>
      <small>${offer.supplier} · <code>${offer.offerId}</code></small>
      <span class="number">${texts.from(yuan(offer.consignFen))} · ${texts.stock} ${offer.stock}</span>
      ${standing(view, offer)}</li>`,
    )}</ul>`
}

function standing(
  { texts }: View,
  offer: { readonly status: string; readonly dropship: boolean },
): Markup {
  const isOut = offer.status !== 'published'
  return html`<span class="tags">${
    isOut ? html`<span class="tag cancel">${word(texts.offerStatus, offer.status)}</span>` : ''
  }${offer.dropship ? '' : html`<span class="tag">${texts.noDropship}</span>`}</span>`
}

/** One offer with its SKUs; price and stock can be changed for each. */
export function offerPage(view: View, offer: SandboxOffer): Markup {
  const { texts } = view
  const path = `offers/${offer.offerId}`
  const isOnSale = offer.status === 'published'
  return html`<article class="card"><h2>${offer.subject}</h2>
    <div class="pictures">${offer.images.map(
      (image) =>
        html`<img src="/${image}_160x160.png" alt="" width="80" height="80" loading="lazy">`,
    )}</div>
    ${facts([
      ['ID', html`<code>${offer.offerId}</code>`],
      [texts.supplier, offer.supplier.companyName],
      [texts.state, word(texts.offerStatus, offer.status)],
      [texts.dropshipPrice, yuan(offer.consignFen)],
    ])}
    <div class="deeds">
    ${
      isOnSale
        ? deed(view, path, hidden('status', 'expired'), texts.takeDown)
        : deed(view, path, hidden('status', 'published'), texts.publish, 'main')
    }
    ${deed(
      view,
      path,
      hidden('dropship', String(!offer.dropship)),
      offer.dropship ? texts.stopDropship : texts.allowDropship,
    )}
    ${deed(view, path, hidden('stock', '0'), texts.sellOut, 'quiet')}
    </div></article>
    <form method="post" action="/sandbox/do/${path}" class="card skus">
    <input type="hidden" name="back" value="${view.here}">
    <table><thead><tr><th>${texts.sku}</th><th>${texts.dropshipPrice}</th><th>${texts.stock}</th></tr></thead>
    <tbody>${rows(view, offer)}</tbody></table>
    <button class="main">${texts.save}</button></form>`
}

function rows({ texts }: View, offer: SandboxOffer): Markup[] {
  const whole = { specId: '', consignFen: offer.consignFen, stock: offer.stockWithoutSku }
  const list =
    offer.skus.length > 0
      ? offer.skus.map((sku) => ({
          ...sku,
          name: sku.properties.map(({ value }) => value).join(' / '),
        }))
      : [{ ...whole, name: texts.noSku }]
  return list.map(({ specId, name, consignFen, stock }) => {
    const price = field(`consignYuan.${specId}`, `${name} ${texts.dropshipPrice}`, {
      type: 'number',
      value: yuan(consignFen).slice(1),
    })
    const left = field(`stock.${specId}`, `${name} ${texts.stock}`, {
      type: 'number',
      value: String(stock),
    })
    return html`<tr><th scope="row">${name}</th><td>${price}</td><td>${left}</td></tr>`
  })
}
