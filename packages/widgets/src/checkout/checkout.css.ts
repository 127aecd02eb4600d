import { sheetCss } from '../look/sheet.css.ts'
import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'
import { priceCss } from '../price/price.css.ts'
import { addressFormCss } from './address-form.css.ts'

/** Where it is given more room than it needs, its bar stays at the foot of that. */
export const checkoutCss = `
:host{display:flex;flex-direction:column;padding-bottom:0}
.stack{flex:1;display:flex;flex-direction:column}
.stack>:nth-last-child(2){margin-bottom:auto}
${addressFormCss}.dock{position:sticky;bottom:0;z-index:1}
.dock .notice-bar{margin-bottom:8px}
.bar{display:flex;flex-wrap:wrap;align-items:center;padding:10px 16px;padding-bottom:calc(10px + env(safe-area-inset-bottom,0px));background:${token.surface};box-shadow:0 -1px 0 ${token.line},0 -8px 20px rgba(0,0,0,.05);border-radius:${token.radius} ${token.radius} 0 0}
.due{flex:1 0 8em}
.due p:first-child{display:flex;align-items:baseline}
.due p:first-child>span:first-child{margin-inline-end:6px;color:${token.muted};font-size:13px}
.bar .solid{min-width:148px;min-height:48px;margin-inline-start:auto;border-radius:24px}
.bar .values{font-size:12px}
${priceCss}${noticeCss}${sheetCss}`
