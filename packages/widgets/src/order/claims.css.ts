import { token } from '../look/tokens.css.ts'

/** Forms of 48 px fields, in the sheet and on the page. */
export const claimsCss = `
.claim-form{display:flex;flex:1;flex-direction:column;min-height:0}
.claim-form select,.claim-form textarea,.step input,.step textarea{display:block;width:100%;min-height:48px;margin:12px 0 0;padding:12px;border:1px solid ${token.line};border-radius:10px;background:${token.surface};color:${token.text};font:inherit;font-size:16px;line-height:22px;resize:none;-webkit-appearance:none;appearance:none}
.claim-form select{background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(-45deg,transparent 50%,currentColor 50%);background-size:5px 5px;background-position:right 15px center,right 10px center;background-repeat:no-repeat}
.claim-form select.pieces{flex:none;width:96px;margin:0 0 0 10px}
.claim-form .line{align-items:center}
.claim-form .scroll{padding-bottom:12px}
.kinds [aria-pressed=true]{border-color:${token.accent};color:${token.price};box-shadow:inset 0 0 0 1px ${token.accent}}
.step .wide{margin-top:12px}
[aria-invalid]{border-color:${token.danger}}
input::placeholder,textarea::placeholder{color:${token.muted};opacity:1}
.bad{color:${token.danger};font-size:13px}
.foot .bad:not(:empty){margin-bottom:8px}
.step .bad:not(:empty){margin-top:6px}
.wide[aria-disabled=true]{color:${token.muted}}
.back li+li{margin-top:12px}
.back .state{color:${token.price}}
.where .state{margin-inline-start:12px;text-align:end}
`
