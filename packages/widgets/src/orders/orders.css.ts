import { token, twoLines } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'

export const ordersCss = `
li+li{margin-top:${token.gap}}
.order{display:block;padding:14px 16px 16px;background:${token.surface};border-radius:${token.radius};box-shadow:0 0 0 1px ${token.line}}
.order>p{display:flex;align-items:center;justify-content:space-between;min-height:20px;color:${token.muted};font-size:13px;font-variant-numeric:tabular-nums}
.order time{flex:none}
.order b{margin-inline-start:12px;text-align:end;color:${token.price};font-weight:600;font-size:14px}
.order[data-state=completed] b,.order[data-state=closed] b{color:${token.muted}}
.body{display:flex;margin-top:10px}
.thumb{flex:none;width:72px;height:72px;margin-inline-end:12px;border-radius:8px;overflow:hidden;background:${token.quiet}}
.thumb img,.thumb .none{width:100%;height:100%;object-fit:cover}
.thumb .none{display:flex;align-items:center;justify-content:center;font-size:11px;color:${token.muted}}
.about{display:flex;flex-direction:column;flex:1;min-width:0}
h2{${twoLines}}
.about p{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;margin-top:auto;padding-top:4px;color:${token.muted};font-size:12px}
.about strong{margin-inline-start:auto;padding-inline-start:8px;color:${token.text};font-size:16px;line-height:24px;font-weight:700;font-variant-numeric:tabular-nums}
.bone{border-radius:6px;background:${token.quiet};animation:breathe 1.6s ease-in-out infinite}
.order i{width:56px;height:16px}
.about .bone{height:16px;margin-top:2px}
.about .bone+.bone{width:40%;margin-top:10px}
.about .unread{margin:auto 0;padding:0;font-size:13px}
.bar{margin-bottom:${token.gap};border-radius:${token.radius};background:${token.surface};box-shadow:inset 0 0 0 1px ${token.line}}
.bar>.hint{margin:0;padding:0 16px 16px;text-align:center}
.more{width:100%;margin-top:16px}
.hint{margin-top:16px;padding:0 4px;color:${token.muted};font-size:12px;line-height:18px}
.hint a{display:inline-flex;align-items:center;min-height:44px;color:${token.text};text-decoration:underline;text-underline-offset:3px}
.wait{margin:0 0 ${token.gap}}
@keyframes breathe{50%{opacity:.5}}
${noticeCss}`
