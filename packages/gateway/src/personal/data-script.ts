/**
 * What the page of a buyer's data does by itself, in the language of old web views: reads what is
 * held, shows the state that is true, makes the file, erases, and goes on with the new token. Texts
 * come into the page as text alone. No answer to an erasure is no answer: it is asked again before
 * anything is said.
 */
export const dataScript = `(function () {
  const facts = JSON.parse(document.getElementById('facts').textContent)
  const words = facts.words
  const slowMillis = 6000, lateMillis = 20000, againMillis = 2000
  const get = (id) => document.getElementById(id)
  const all = (query) => Array.prototype.slice.call(document.querySelectorAll(query))
  const show = (node, shown) => { node.hidden = !shown }
  const one = (name, chosen) => all('[data-' + name + ']').forEach((node) => {
    show(node, chosen.indexOf(node.getAttribute('data-' + name)) >= 0)
  })
  const fill = (name, text) => all('[data-is=' + name + ']').forEach((node) => { node.textContent = text })
  const two = (number) => ('0' + number).slice(-2)
  const dateOf = (at) => {
    const time = new Date(at)
    return time.getFullYear() + '-' + two(time.getMonth() + 1) + '-' + two(time.getDate())
  }
  const timeOf = (at) => dateOf(at) + ' ' + two(new Date(at).getHours()) + ':' + two(new Date(at).getMinutes())
  const lastOf = (items, is) => items.filter(is).sort((a, b) => (a.at < b.at ? 1 : -1))[0]

  const erasureIn = (answer) => lastOf(answer.looks, (look) => look.action === 'order.erase')

  // What stands behind the # is read once; the token then leaves the address.
  const asked = new URLSearchParams(location.hash.slice(1))
  const order = asked.get('order') || ''
  const given = asked.get('token') || ''
  if (given) history.replaceState(history.state, '', location.pathname + location.search + '#order=' + encodeURIComponent(order))

  function readKept() {
    try { return localStorage.getItem(facts.kept + order) || '' } catch (error) { return '' }
  }
  function keep(value) {
    try {
      localStorage.setItem(facts.kept + order, value)
      return localStorage.getItem(facts.kept + order) === value
    } catch (error) { return false }
  }

  // The list of her orders leaves it out from now on, and nothing stays of what it was.
  function unlist() {
    try { localStorage.setItem(facts.kept + order + '/gist', 'erased') } catch (error) {}
  }

  // The token that an erasure is asked for is drawn here and kept before: its answer may be lost.
  const nextSlot = facts.kept + order + '/next'
  let next = ''
  try { next = localStorage.getItem(nextSlot) || '' } catch (error) {}
  function drawNext() {
    // An erasure that was asked for before may still be under way: asked for again, it gives the same token.
    try { next = localStorage.getItem(nextSlot) || next } catch (error) {}
    if (next && dead.concat(token).indexOf(next) < 0) return next
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    next = Array.prototype.map.call(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('')
    try { localStorage.setItem(nextSlot, next) } catch (error) {}
    return next
  }

  // Kept at once only where nothing is: a link of before an erasure must not push out the new token.
  if (given && !readKept()) keep(given)
  let token = given || readKept()
  const dead = []
  let held, running, isKept = false, inDoubt = false, wasLost = false, busy = false, tries = 0
  const pageOf = () => facts.page + '#order=' + encodeURIComponent(order) + (isKept || !token ? '' : '&token=' + encodeURIComponent(token))

  function ask(method, what, body, done) {
    const request = new XMLHttpRequest()
    const slow = setTimeout(() => { if (method === 'GET') wait(words.slow, true) }, slowMillis)
    const late = setTimeout(() => {
      request.abort()
      done('late')
    }, lateMillis)
    running = request
    request.open(method, '/v1/orders/' + encodeURIComponent(order) + '/' + what + '?shop=' + encodeURIComponent(facts.shop))
    request.setRequestHeader('x-order-token', token)
    if (body) request.setRequestHeader('content-type', 'application/json')
    // An aborted one comes here too.
    request.onloadend = () => {
      clearTimeout(slow)
      clearTimeout(late)
    }
    request.onerror = () => done(navigator.onLine === false ? 'offline' : 'down')
    // The browser's own, of a connection that it gave up.
    request.ontimeout = request.onerror
    request.onload = () => {
      let answer
      try { answer = JSON.parse(request.responseText) } catch (error) { return done('down') }
      if (request.status === 200) return done('', answer)
      done(answer.code === 'ORDER_NOT_FOUND' ? 'notYours' : answer.code === 'ORDER_UNDER_WAY' ? 'eraseRefused' : 'down')
    }
    request.send(body && JSON.stringify(body))
  }

  function wait(text, isSlow) {
    get('waiting').textContent = text
    show(get('hurry'), isSlow)
  }

  function fail(name) {
    wait('', false)
    one('failure', [name])
  }

  // Reads what is held. Its own failures stand above what was shown before, said is what stays said.
  function load(said) {
    if (busy) return
    if (!/^ord_\\w+$/.test(order) || !token) return fail('notYours')
    busy = true
    one('failure', said ? [said] : [])
    wait(words.loading, false)
    ask('GET', 'export', null, (failure, answer) => {
      busy = false
      if (failure === 'notYours') return lookElsewhere()
      // A network that has just come back does not carry the first request every time.
      if (failure && tries > 0) {
        tries -= 1
        return setTimeout(() => load(), againMillis)
      }
      if (failure) return fail(inDoubt ? 'doubt' : failure)
      wait('', false)
      tries = 0
      isKept = keep(token)
      if (inDoubt && !erasureIn(answer)) one('failure', ['eraseFailed'])
      inDoubt = false
      held = answer
      draw()
    })
  }

  // The kept token may be newer than an old link's, or another page's of before an erasure; the one
  // that an erasure was asked for opens the order where its answer was lost.
  function lookElsewhere() {
    dead.push(token)
    const other = [readKept(), next].filter((each) => each && dead.indexOf(each) < 0)[0]
    if (other) {
      token = other
      return load()
    }
    forget()
    fail(wasLost ? 'gone' : 'notYours')
  }

  function forget() {
    held = undefined
    show(get('held'), false)
    show(get('erase'), false)
  }

  function draw() {
    const view = held.order, address = view.address
    const ended = facts.endedStates.indexOf(view.state) >= 0
    const isClaimed = view.afterSales.some((claim) => facts.openClaims.indexOf(claim.state) >= 0)
    const step = lastOf(view.steps, (each) => each.state === view.state)
    const endedAt = Date.parse(step ? step.at : view.placedAt)
    const erasure = erasureIn(held)
    if (erasure) unlist()
    fill('number', view.number)
    show(get('number'), true)
    fill('name', address.name)
    fill('phone', address.phone)
    fill('address', address.province + address.city + address.district + ' ' + address.street)
    fill('remark', view.remark ? words.hasRemark : words.noRemark)
    fill('payments', held.payments.length)
    fill('visits', held.visits.length)
    fill('personalUntil', dateOf(endedAt + facts.forget))
    fill('recordsUntil', dateOf(endedAt + facts.records))
    fill('payBefore', timeOf(view.payBefore))
    fill('completes', dateOf(endedAt + facts.settle))
    if (held.forgottenAt) fill('maskedAt', dateOf(held.forgottenAt))
    if (erasure) fill('erasedAt', dateOf(erasure.at))
    const masked = held.forgottenAt ? 'personalMasked' : 'personalUntil'
    one('one', [
      erasure ? 'personalErased' : ended && !isClaimed ? masked : 'personalLater',
      ended ? 'recordsUntil' : 'recordsLater',
      held.recipient ? 'whole' : 'left',
    ])
    drawLooks()
    drawErase(view, ended, isClaimed, erasure)
    if (erasure) drawLaws(Object.keys(words.kinds).map((what) => ({ what: what, until: endedAt + facts.records })))
    all('[data-back]').forEach((node) => { node.href = pageOf() })
    show(get('held'), true)
    show(get('erase'), true)
  }

  function drawLooks() {
    get('looks').textContent = ''
    held.looks.slice().reverse().forEach((look) => {
      const row = document.importNode(get('look').content, true)
      const name = look.action.slice(6)
      row.querySelector('time').textContent = timeOf(look.at)
      row.querySelector('time').dateTime = look.at
      row.querySelector('[data-look]').textContent =
        words.look[name === 'address' ? (look.actor === 'buyer' ? 'addressByBuyer' : 'addressBySeller') : name]
      row.querySelector('[data-is=reason]').textContent = look.reason || ''
      show(row.querySelector('[data-why]'), look.reason)
      get('looks').appendChild(row)
    })
  }

  function drawErase(view, ended, isClaimed, erasure) {
    const waits = view.state === 'pending_payment' ? 'unpaid' : view.state === 'received' ? 'received' : 'underWay'
    if (erasure) one('erase', ['erased'])
    else if (ended && !isClaimed) one('erase', ['possible'])
    else one('erase', ['notYet', ended ? 'claimed' : isClaimed ? 'underWay' : waits])
    show(get('confirm'), false)
    show(get('newLink'), erasure && isKept)
    show(get('unkept'), erasure && !isKept)
    if (erasure && !isKept) get('link').value = pageOf()
  }

  function drawLaws(kept) {
    get('laws').textContent = ''
    kept.forEach((each) => {
      const row = document.importNode(get('law').content, true)
      row.querySelector('[data-kind]').textContent = words.kinds[each.what]
      row.querySelector('[data-is=until]').textContent = dateOf(each.until)
      get('laws').appendChild(row)
    })
  }

  function eraseAll() {
    if (busy) return
    busy = true
    get('yes').setAttribute('aria-disabled', 'true')
    get('erasing').textContent = words.erasing
    one('failure', [])
    ask('POST', 'erase', { token: drawNext() }, (failure, answer) => {
      busy = false
      get('yes').removeAttribute('aria-disabled')
      get('erasing').textContent = ''
      if (failure === 'notYours') return lookElsewhere()
      if (failure === 'eraseRefused') return load('eraseRefused')
      if (failure) {
        // It may still be under way when the next question is answered.
        inDoubt = wasLost = true
        forget()
        get('heading').focus()
        return load()
      }
      token = answer.token
      isKept = keep(token)
      unlist()
      // What was read before is not kept in the page either.
      forget()
      one('erase', ['erased'])
      show(get('erase'), true)
      show(get('confirm'), false)
      show(get('newLink'), isKept)
      show(get('unkept'), !isKept)
      get('link').value = pageOf()
      drawLaws(answer.kept)
      all('[data-back]').forEach((node) => { node.href = pageOf() })
      get('erased').focus()
      load()
    })
  }

  function download() {
    const name = held.order.number + '.json'
    const url = URL.createObjectURL(new Blob([textOf()], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    document.body.appendChild(link)
    link.click()
    document.body.removeChild(link)
    setTimeout(() => URL.revokeObjectURL(url), 60000)
    fill('file', name)
    get('copied').textContent = ''
    show(get('downloaded'), true)
  }

  const textOf = () => JSON.stringify(held, null, 2) + '\\n'

  // Pages without https and old web views have no clipboard, only the command.
  function copy(text, said) {
    const tell = (isCopied) => { said.textContent = isCopied ? words.copied : words.notCopied }
    const byHand = () => {
      const box = document.createElement('textarea')
      box.value = text
      box.readOnly = true
      document.body.appendChild(box)
      box.select()
      let isCopied = false
      try { isCopied = document.execCommand('copy') } catch (error) {}
      document.body.removeChild(box)
      tell(isCopied)
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => tell(true), byHand)
    else byHand()
  }

  // The button goes with its failure: who reads by keyboard goes on at the top.
  all('[data-again]').forEach((button) => { button.onclick = () => { get('heading').focus(); load() } })
  get('hurry').onclick = () => {
    running.abort()
    busy = false
    get('heading').focus()
    load()
  }
  addEventListener('online', () => {
    if (held && !inDoubt) return
    tries = 3
    load()
  })
  get('download').onclick = download
  get('copy').onclick = () => {
    show(get('downloaded'), false)
    copy(textOf(), get('copied'))
  }
  get('copyLink').onclick = () => copy(get('link').value, get('linkCopied'))
  get('ask').onclick = () => {
    one('erase', [])
    show(get('confirm'), true)
    get('asked').focus()
  }
  get('no').onclick = () => {
    show(get('confirm'), false)
    one('erase', ['possible'])
    get('ask').focus()
  }
  get('yes').onclick = eraseAll
  all('[data-back]').forEach((node) => { node.href = pageOf() })
  load()
})()`
