import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'
import { priceCss } from '../price/price.css.ts'

export const groupCss = `
:host,h3,.open+.row{margin-top:12px}
.group{padding:12px 16px;border:1px solid ${token.line};border-radius:${token.radius};background:${token.surface}}
.row,.open li{display:flex;flex-wrap:wrap;align-items:center}
.row p{font-weight:600}
.row .price{margin-inline-start:8px;font-size:22px;line-height:28px}
.group button{margin-inline-start:auto}
.hint,.open small,h3{color:${token.muted};font-size:12px;line-height:18px}
.hint{margin-top:6px}
.open li{min-height:52px;border-top:1px solid ${token.line}}
.open small{display:block}
.bad{margin-top:8px;color:${token.danger}}
${priceCss}${noticeCss}`
