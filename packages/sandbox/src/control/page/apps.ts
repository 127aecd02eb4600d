import { html } from 'hono/html'
import { TEMPERAMENT_CHOICES } from '../../world/temperament.ts'
import type { App, Token } from '../../world/world.ts'
import {
  area,
  check,
  chinaTime,
  choice,
  deed,
  facts,
  field,
  hidden,
  type Markup,
  type View,
  word,
} from './layout.ts'

/** Apps with their keys, permissions, limits and callback; their tokens; how suppliers behave. */
export function appsSection(view: View): Markup {
  const { state, texts } = view
  const key = html`${field('key', texts.newKey, { isRequired: true })}${field('secret', texts.secret, { isRequired: true })}`
  return html`<h2>${texts.nav.apps}</h2>
    <div class="cards">${state.apps.map((app) => card(view, app))}
    <section class="card"><h3>${texts.newApp}</h3>${deed(view, 'apps', key, texts.addApp, 'main')}</section>
    <section class="card"><h3>${texts.suppliers}</h3>${deed(view, 'app', manners(view, state.app), texts.save, 'main')}</section>
    ${consent(view)}</div>
    ${tokens(view)}
    ${reset(view)}`
}

function card(view: View, app: App): Markup {
  const { texts, state } = view
  const members = state.members.map(
    ({ memberId, loginId }) => [memberId, `${loginId} ${memberId}`] as const,
  )
  const limits = Object.entries(app.limits ?? {}).map(([api, limit]) => `${api} ${limit}`)
  const fields = html`${hidden('appKey', app.key)}
    ${field('callbackUrl', texts.callback, { value: app.callbackUrl ?? '', type: 'url' })}
    ${field('redirectUri', texts.redirectUri, { value: app.redirectUri ?? '', type: 'url' })}
    ${choice('singleUser', texts.singleUser, [['', texts.noSingleUser], ...members], app.boundMemberId)}
    ${field('callsPerMinute', texts.callsPerMinute, { type: 'number', value: String(app.callsPerMinute) })}
    ${area('limits{}', texts.limits, limits.join('\n'))}
    ${area('denied[]', texts.denied, app.denied.join('\n'))}
    ${area('granted[]', texts.granted, (app.granted ?? []).join('\n'))}
    ${check('checkTimestamp', texts.checkTimestamp, app.checkTimestamp)}`
  return html`<section class="card"><h3>AppKey <code>${app.key}</code></h3>
    ${facts([[texts.secret, html`<code>${app.secret}</code>`]])}
    ${deed(view, 'app', fields, texts.save, 'main')}</section>`
}

/** What suppliers and orders of the whole world go by. */
function manners({ texts }: View, app: App): Markup {
  const tempers = TEMPERAMENT_CHOICES.map((each) => [each, texts.tempers[each]] as const)
  return html`${choice('temperament', texts.temperament, tempers, app.temperament ?? 'none')}
    ${choice(
      'duplicateMode',
      texts.duplicates,
      [
        ['same', texts.duplicateSame],
        ['error', texts.duplicateError],
        ['another', texts.duplicateAnother],
      ],
      app.duplicateMode,
    )}
    ${check('autoShip', texts.autoShip, app.autoShip)}
    ${check('splitOrders', texts.splitOrders, app.splitOrders ?? false)}
    ${check('partialOrders', texts.partialOrders, app.partialOrders ?? false)}`
}

function appChoice({ state, texts }: View): Markup {
  return choice(
    'appKey',
    texts.app,
    state.apps.map(({ key }) => [key, key]),
  )
}

/** Everything is forgotten only by who unfolds it and ticks the box. */
function reset(view: View): Markup {
  const { texts } = view
  const sure = html`<label class="check"><input type="checkbox" required> <span>${texts.resetSure}</span></label>`
  return html`<section class="card wide after"><h3>${texts.resetWorld}</h3>
    <p class="none">${texts.resetAbout}</p>
    <details class="more"><summary>${texts.resetOpen}</summary>
    ${deed(view, 'reset', sure, texts.resetNow, 'main')}</details></section>`
}

/** Accounts give and take back their consent. */
function consent(view: View): Markup {
  const { texts, state } = view
  const member = choice(
    'memberId',
    texts.account,
    state.members.map(({ memberId, loginId }) => [memberId, `${loginId} ${memberId}`]),
  )
  const fresh = field('memberId', texts.newAccount, { value: 'b2b-', isRequired: true })
  return html`<section class="card"><h3>${texts.newToken}</h3>
    ${deed(view, 'tokens', html`${fresh}${appChoice(view)}`, texts.makeToken, 'main')}</section>
    <section class="card"><h3>${texts.consent}</h3>
    ${deed(view, 'codes', html`${member}${appChoice(view)}`, texts.makeCode)}
    ${deed(view, 'consent/cancel', html`${member}${appChoice(view)}`, texts.cancelConsent, 'quiet')}</section>`
}

function tokens(view: View): Markup {
  const { texts, state } = view
  return html`<section class="card wide after"><h3>${texts.tokens}</h3>
    <ul class="rows">${state.tokens.toReversed().map((token) => tokenRow(view, token))}</ul></section>`
}

function tokenRow(view: View, token: Token): Markup {
  const { texts, state } = view
  const isOver = (token.expiresAt ?? Infinity) <= state.now
  const until =
    token.expiresAt === undefined
      ? texts.neverExpires
      : `${texts.until} ${chinaTime(token.expiresAt)}`
  return html`<li><code>${token.value}</code>
    <span class="tags"><span class="tag${isOver ? ' cancel' : ''}">${isOver ? texts.expired : word(texts.tokenKinds, token.kind)}</span></span>
    <span class="none">${token.memberId} · AppKey ${token.appKey ?? state.app.key} · ${until}</span>
    ${isOver ? '' : deed(view, 'tokens/expire', hidden('token', token.value), texts.expireNow, 'quiet')}</li>`
}
