import { token } from '../look/tokens.css.ts'

/** Forms in the sheet and on the page; their fields look as those of the address. */
export const claimsCss = `
.claim-form{display:flex;flex:1;flex-direction:column;min-height:0}
.claim-form select,.claim-form textarea,.step input,.step textarea{margin-top:12px}
.claim-form select.pieces{flex:none;width:96px;margin:0 0 0 10px}
.claim-form .line{align-items:center}
.claim-form .scroll{padding-bottom:12px}
.kinds [aria-pressed=true]{border-color:${token.accent};color:${token.price};box-shadow:inset 0 0 0 1px ${token.accent}}
.step .wide{margin-top:12px}
.foot .bad:not(:empty){margin-bottom:8px}
.step .bad:not(:empty){margin-top:6px}
.wide[aria-disabled=true]{color:${token.muted}}
.back li+li{margin-top:12px}
.back .state{color:${token.price}}
.where .state{margin-inline-start:12px;text-align:end}
`
