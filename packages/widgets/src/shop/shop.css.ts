import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'

export const shopCss = `
.header{display:flex;align-items:center;justify-content:space-between;min-height:56px;margin-bottom:${token.gap}}
.header h2{min-width:0;font-size:20px;line-height:28px;font-weight:700;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.header .bone{display:inline-block;width:120px;height:20px;border-radius:6px;background:${token.quiet}}
.back{min-height:44px;padding-inline-end:12px;font-size:15px;font-weight:600}
.share{flex:none;margin-inline-start:12px}
[hidden]{display:none}
xp-grid:not(:defined),xp-product:not(:defined){display:block;min-height:480px}
xp-share:not(:defined){display:inline-block;width:88px;height:46px}
xp-cart:not(:defined){display:none}
${noticeCss}`
