import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'

/** In the corner it hangs from its lower edge: a baseline that changes as its parts come would move it. */
export const cartCss = `
:host{display:inline-block}
.opener{position:relative;display:inline-flex;align-items:center;justify-content:center;min-width:44px;min-height:44px;padding:0 14px;border-radius:22px;background:${token.surface};border:1px solid ${token.line};font-weight:600}
.opener svg{width:22px;height:22px;margin-inline-end:6px;flex:none}
.count{min-width:20px;height:20px;margin-inline-start:6px;padding:0 6px;border-radius:10px;background:${token.accent};color:${token.onAccent};font-size:12px;line-height:20px;text-align:center;font-variant-numeric:tabular-nums}
:host([floating]){position:fixed;right:16px;bottom:calc(16px + env(safe-area-inset-bottom,0px));z-index:calc(${token.z} - 1)}
:host([floating]) .opener{vertical-align:top;min-width:56px;min-height:56px;padding:0;border-radius:28px;box-shadow:0 4px 16px rgba(0,0,0,.18)}
:host([floating]) .opener svg{margin:0}
:host([floating]) .word{display:none}
:host([floating]) .count{position:absolute;top:-4px;right:-4px;margin:0}
${noticeCss}`
