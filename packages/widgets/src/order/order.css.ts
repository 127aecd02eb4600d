import { addressFormCss } from '../checkout/address-form.css.ts'
import { dialogCss } from '../dialog/dialog.css.ts'
import { sheetCss } from '../look/sheet.css.ts'
import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'
import { claimsCss } from './claims.css.ts'

export const orderCss = `
.card.head-card [part=state]{font-size:22px;line-height:30px;margin:0}
.head-card .values{font-size:14px;line-height:20px;margin-top:4px}
.wide{width:100%;margin-top:16px;min-height:48px;border-radius:24px}
.pair{display:flex;margin-top:10px}
.pair>*{flex:1;padding-left:8px;padding-right:8px;font-size:14px}
.pair>*+*{margin-inline-start:10px}
.foot.pair{margin-top:0}
.question{padding:4px 16px 20px;font-size:15px;line-height:22px}
.card.parcel h2{display:flex;justify-content:space-between;align-items:baseline;margin-bottom:4px}
.parcel .state{font-size:14px;font-weight:400;color:${token.price}}
.number{display:flex;align-items:center;justify-content:space-between;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.number.small{margin-top:12px;color:${token.muted};font-size:12px}
.copy{flex:none;min-height:44px;padding:0 2px;margin-inline-start:12px;color:${token.muted};font-size:12px;text-decoration:underline;text-underline-offset:3px}
.trail{position:relative;margin-top:12px;padding-inline-start:20px}
.trail li{position:relative;padding-bottom:14px;color:${token.muted}}
.trail li:last-child{padding-bottom:0}
.trail li::before{content:"";position:absolute;left:-17px;top:6px;width:8px;height:8px;border-radius:4px;background:${token.line}}
.trail li::after{content:"";position:absolute;left:-13.5px;top:18px;bottom:-4px;width:1px;background:${token.line}}
.trail li:last-child::after{content:none}
.trail li:first-child{color:${token.text}}
.trail li:first-child::before{background:${token.accent}}
.trail time{font-size:12px;color:${token.muted};font-variant-numeric:tabular-nums}
.trail p{overflow-wrap:anywhere}
.more{min-height:44px;width:100%;margin-bottom:-12px;text-align:center;color:${token.muted};font-size:13px}
a.more{display:block;margin-bottom:0;line-height:44px;text-decoration:underline;text-underline-offset:3px}
.sums{margin-top:16px;padding-top:14px;border-top:1px solid ${token.line}}
.sums .sum dt{color:${token.text};font-weight:600}
.sums .sum dd{color:${token.price};font-weight:700;font-size:17px}
.notice-bar+.card{margin-top:8px}
.closed{min-height:40vh}
${addressFormCss}${claimsCss}${sheetCss}${noticeCss}${dialogCss}`
