import { token } from '../look/tokens.css.ts'

/** Forms in the sheet and on the page; their fields look as those of the address. */
export const claimsCss = `
.claim-form{display:flex;flex:auto;flex-direction:column;min-height:0}
.head-card .notice-bar,.remark,.back li+li,.step .wide,.step input,.step textarea,.claim-form select,.claim-form textarea{margin-top:12px}
.claim-form select.pieces{width:96px;margin-top:6px}
.claim-form .scroll{padding-bottom:12px}
.bad:not(:empty){margin:6px 0 8px}
.wide[aria-disabled=true]{color:${token.muted}}
.back .state{color:${token.price}}
.where .state{margin-inline-start:12px;text-align:end}
`
