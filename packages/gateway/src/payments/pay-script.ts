import { createHash } from 'node:crypto'
import { wechatScript } from '../pages/page-response.ts'

/**
 * What the pay page does by itself, in the language of old web views: opens WeChat's window, goes on
 * to the provider, or looks every three seconds whether a scanned code was paid. What WeChat's window
 * answers proves nothing; the order's page asks the gateway.
 */
export const payScript = `(function () {
  var page = document.getElementById('pay')
  var data = page.dataset
  function back() { location.replace(data.back) }
  function opened() { page.setAttribute('data-opened', '') }
  function ask() {
    WeixinJSBridge.invoke('getBrandWCPayRequest', JSON.parse(data.params), function (answer) {
      if (answer && answer.err_msg === 'get_brand_wcpay_request:ok') back()
      else opened()
    })
  }
  function look() {
    var request = new XMLHttpRequest()
    request.open('GET', data.state)
    request.onload = function () {
      if (request.status === 200 && request.responseText.indexOf('"open":false') >= 0) back()
    }
    request.send()
  }
  var again = document.getElementById('again')
  if (data.params) {
    if (again) again.onclick = function () {
      if (!window.WeixinJSBridge) return true
      ask()
      return false
    }
    if (window.WeixinJSBridge) ask()
    else document.addEventListener('WeixinJSBridgeReady', ask, false)
    setTimeout(opened, 5000)
  }
  if (data.go) { opened(); location.replace(data.go) }
  if (data.state) setInterval(look, 3000)
})()`

export const payStyles = `
body{margin:0;font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif;color:#1f2329;background:#f5f6f7}
main{max-width:360px;margin:12vh auto 0;padding:0 24px;text-align:center}
h1{margin:0 0 4px;font-size:18px;line-height:26px}
p{margin:0 0 8px;color:#5c6370;overflow-wrap:anywhere}
.amount{margin:12px 0;font-size:36px;line-height:44px;color:#1f2329}
.code{box-sizing:border-box;width:232px;margin:16px auto;padding:8px;background:#fff;border-radius:8px}
.code svg{display:block;width:216px;height:216px}
.go{display:block;margin:12px 0;padding:10px 20px;border:1px solid #067a38;border-radius:22px;color:#067a38;text-decoration:none}
.first{background:#067a38;color:#fff}
.wait{visibility:hidden}
[data-opened] .wait{visibility:visible}
[data-opened] [role=status]{visibility:hidden}
@media (prefers-color-scheme:dark){body{background:#17181a;color:#e8eaed}p{color:#a8adb5}.amount{color:#e8eaed}.go{color:#53c98a}.first{color:#fff}}
`

/**
 * What a page in a mini-program's web view does: goes to the program's own page for paying, with what
 * stands behind `#`, and looks every three seconds whether that has paid. The token leaves the address.
 */
export const handOverScript = `(function () {
  var page = document.getElementById('pay')
  var data = page.dataset
  var words = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  function opened() { page.setAttribute('data-opened', '') }
  function go() {
    var mini = window.wx && window.wx.miniProgram
    if (!mini || !words) return opened()
    mini.navigateTo({ url: data.mini + '?' + words, success: opened, fail: opened })
    setTimeout(opened, 5000)
  }
  function look() {
    var request = new XMLHttpRequest()
    request.open('GET', data.state)
    request.onload = function () {
      if (request.status === 200 && request.responseText.indexOf('"open":false') >= 0) location.replace(data.back)
    }
    request.send()
  }
  document.getElementById('again').onclick = function () {
    if (!words) return true
    go()
    return false
  }
  go()
  setInterval(look, 3000)
})()`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const policy = (scripts: string) =>
  [
    `default-src 'none'`,
    `script-src ${scripts}`,
    `style-src ${hashOf(payStyles)}`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')

/** Only this script and these styles; nothing is loaded, nothing framed. */
export const payPolicy = policy(hashOf(payScript))

/** WeChat's script besides: by no other way does a web view lead to a page of its mini-program. */
export const handOverPolicy = policy(`${hashOf(handOverScript)} ${wechatScript}`)
