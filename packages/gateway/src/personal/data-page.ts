import {
  day,
  deadlineMillis,
  forgetMillis,
  openAfterSaleStates,
  tradeRecordMillis,
} from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import type { PageOptions } from '@xiaopu/widgets/server'
import { loadDrawing } from '../pages/drawing.ts'
import { pageStyles, type Scene } from '../pages/shop-pages.ts'
import { dataScript } from './data-script.ts'
import { dataStyles } from './data-styles.ts'
import { endedStates } from './ended-orders.ts'

/** A place in a sentence that the page's script fills. */
const slot = (name: string) => `<span data-is="${name}"></span>`

/** One of several sentences, of which the page's script shows those that are true. */
const either = (name: string, words: string) => `<span data-one="${name}" hidden>${words}</span>`

/**
 * What is held about the buyer of an order, to see, take home and erase. The same page for every
 * order: which one it is stands behind `#`, and all states are drawn, hidden until they come true.
 */
export async function dataPage(scene: Scene): Promise<PageOptions> {
  const { shop, locale } = scene
  const { escapeHtml, safeJson } = await loadDrawing()
  const { yourData: t } = textsFor(locale)
  const title = t.title(shop.name)
  const back = escapeHtml(`${shop.url}/order`)
  return {
    title,
    lang: locale,
    styles: pageStyles + dataStyles,
    theme: shop.theme,
    scripts: [],
    ownScript: dataScript,
    body: [
      `<header class="top"><a class="back" data-back href="${back}">‹ ${t.back}</a></header>`,
      '<main id="main">',
      `<h1 tabindex="-1" id="heading">${t.heading}</h1><p class="muted" id="number" hidden>${t.number(slot('number'))}</p>`,
      `<p>${t.intro}</p><noscript><p class="note">${t.noScript}</p></noscript>`,
      `<p role="status" id="waiting"></p><button type="button" class="go" id="hurry" hidden>${t.again}</button>`,
      failures(scene, t),
      `<div id="held" hidden>${held(t)}${looks(t)}${take(t)}</div>`,
      erase(t, back),
      '</main>',
      `<script type="application/json" id="facts">${safeJson(factsOf(scene))}</script>`,
    ],
  }
}

type Words = ReturnType<typeof textsFor>['yourData']

/** What the script cannot know by itself. Times in ms. */
function factsOf({ deps, key, shop, locale }: Scene) {
  const { yourData: t } = textsFor(locale)
  return {
    shop: key,
    page: `${shop.url}/order`,
    // Where the elements keep what opens an order: `storageVersion` in the client's `client.ts`.
    kept: `xiaopu/1/${deps.baseUrl}/${key}/order/`,
    endedStates,
    openClaims: openAfterSaleStates,
    forget: forgetMillis,
    records: tradeRecordMillis,
    settle: deadlineMillis.settle,
    words: {
      ...{ loading: t.loading, slow: t.slow, erasing: t.erasing },
      ...{ hasRemark: t.hasRemark, noRemark: t.noRemark, copied: t.copied },
      ...{ notCopied: t.notCopied, kinds: t.kinds, look: t.look },
    },
  }
}

/** What went wrong, each with a way on. Their place is there before, so that they are read out. */
function failures({ shop }: Scene, t: Words): string {
  const failure = (name: string, title: string, words: string, way: string) =>
    `<section class="card" data-failure="${name}" hidden><h2>${title}</h2><p>${words}</p>${way}</section>`
  const again = `<button type="button" class="go" data-again>${t.again}</button>`
  const toShop = `<a class="go" href="${encodeURI(shop.url)}">${t.toShop}</a>`
  return [
    '<div role="alert">',
    failure('offline', t.offline, t.offlineWords, again),
    failure('down', t.down, t.downWords, again),
    failure('late', t.late, t.lateWords, again),
    failure('doubt', t.doubt, t.doubtWords, again),
    failure('gone', t.gone, t.goneWords(slot('number')), toShop),
    failure('notYours', t.notYours, t.notYoursWords, toShop),
    `<p class="note" data-failure="eraseFailed" hidden>${t.eraseFailed}</p>`,
    `<p class="note" data-failure="eraseRefused" hidden>${t.eraseRefused}</p>`,
    '</div>',
  ].join('')
}

function held(t: Words): string {
  const row = (name: string, value: string) => `<div><dt>${name}</dt><dd>${value}</dd></div>`
  const rows = [
    row(t.name, slot('name')),
    row(t.phone, slot('phone')),
    row(t.address, slot('address')),
    row(t.remark, slot('remark')),
    row(t.payments, t.times(slot('payments'))),
    row(t.visits, t.times(slot('visits'))),
  ]
  const personal = [
    either('personalLater', t.personalLater(String(forgetMillis / day))),
    either('personalUntil', t.personalUntil(slot('personalUntil'))),
    either('personalMasked', t.personalMasked(slot('maskedAt'))),
    either('personalErased', t.personalErased(slot('erasedAt'))),
  ]
  const years = String(Math.floor(tradeRecordMillis / (365 * day)))
  const records = [
    either('recordsLater', t.recordsLater(years)),
    either('recordsUntil', t.recordsUntil(slot('recordsUntil'))),
  ]
  return [
    `<section class="card"><h2>${t.kept}</h2><dl>${rows.join('')}</dl>`,
    `<p class="muted">${either('whole', t.maskOfWhole)}${either('left', t.maskAlone)}</p><p class="muted">${t.linkHint}</p></section>`,
    `<section class="card"><h2>${t.why}</h2><p>${t.whyWords}</p><h2>${t.until}</h2>`,
    `<dl class="tall">${row(t.personal, personal.join(''))}${row(t.records, records.join(''))}</dl></section>`,
  ].join('')
}

function looks(t: Words): string {
  return [
    `<section class="card"><h2>${t.looks}</h2><ol id="looks"></ol><p class="muted">${t.looksHint}</p>`,
    `<template id="look"><li><time></time><span data-look></span><span class="muted" data-why>${t.reason(slot('reason'))}</span></li></template></section>`,
  ].join('')
}

function take(t: Words): string {
  return [
    `<section class="card"><h2>${t.take}</h2><p>${either('whole', t.takeWhole)}${either('left', t.takeLeft)}</p>`,
    `<button type="button" class="go first" id="download">${t.download}</button>`,
    `<button type="button" class="go" id="copy">${t.copy}</button>`,
    `<p role="status"><span id="downloaded" hidden>${t.downloaded(slot('file'))}</span><span id="copied"></span></p></section>`,
  ].join('')
}

function erase(t: Words, back: string): string {
  const state = (name: string, words: string) => `<p data-erase="${name}" hidden>${words}</p>`
  const toOrder = `<a class="go" data-back href="${back}">${t.back}</a>`
  return [
    `<section class="card" id="erase" hidden><h2>${t.erase}</h2>`,
    state('unpaid', t.eraseUnpaid(slot('payBefore'))),
    state('underWay', t.eraseUnderWay(String(deadlineMillis.settle / day))),
    state('received', t.eraseReceived(slot('completes'))),
    state('claimed', t.eraseClaimed),
    `<div data-erase="notYet" hidden>${toOrder}</div>`,
    `<div data-erase="possible" hidden><p>${t.erasePossible}</p>`,
    `<button type="button" class="go" id="ask">${t.eraseButton}</button></div>`,
    `<div class="ask" id="confirm" role="group" aria-labelledby="asked" hidden><h3 id="asked" tabindex="-1">${t.ask}</h3>`,
    `<h4>${t.lost}</h4><ul><li>${t.lostPerson}</li><li>${t.lostClaims}</li><li>${t.lostVisits}</li><li>${t.lostLink}</li></ul>`,
    `<h4>${t.stays}</h4><ul><li>${t.staysRecords(slot('recordsUntil'))}</li><li>${t.staysOthers}</li><li>${t.staysBackups}</li></ul>`,
    `<button type="button" class="go last" id="yes">${t.yes}</button>`,
    `<button type="button" class="go" id="no">${t.no}</button></div>`,
    '<p role="status" id="erasing"></p>',
    `<div data-erase="erased" hidden><h3 id="erased" tabindex="-1">${t.erased}</h3><p>${t.erasedWords}</p>`,
    `<div id="unkept" hidden><p class="note">${t.unkept}</p><p><label>${t.link}<input id="link" readonly></label></p>`,
    `<button type="button" class="go" id="copyLink">${t.copyLink}</button><p role="status" id="linkCopied"></p></div>`,
    `<p id="newLink" hidden>${t.newLink}</p>`,
    `<h4>${t.laws}</h4><ul id="laws"></ul><template id="law"><li><span data-kind></span> <span class="muted">${t.keptUntil(slot('until'))}</span></li></template>`,
    `${toOrder}</div></section>`,
  ].join('')
}
