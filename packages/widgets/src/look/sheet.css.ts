import { token, twoLines } from './tokens.css.ts'

/** Cards on a quiet ground, one below the other; the thumb's bar stays at the bottom. */
export const sheetCss = `
.card{padding:16px;background:${token.surface};border-radius:${token.radius};box-shadow:0 0 0 1px ${token.line}}
.card+.card,.stack>*+*{margin-top:${token.gap}}
.card h2{font-size:16px;line-height:24px;font-weight:600;margin-bottom:12px}
.line{display:flex;align-items:flex-start}
.line+.line{margin-top:14px}
.thumb{flex:none;position:relative;width:64px;height:64px;margin-inline-end:12px;border-radius:8px;overflow:hidden;background:${token.quiet}}
.thumb img,.thumb .none{width:100%;height:100%;object-fit:cover}
.thumb .none{display:flex;align-items:center;justify-content:center;font-size:11px;color:${token.muted}}
.about{flex:1;min-width:0}
.about h3{${twoLines}}
.values{color:${token.muted};font-size:12px;line-height:18px;overflow-wrap:anywhere}
.amount{flex:none;margin-inline-start:12px;text-align:end;font-variant-numeric:tabular-nums}
.amount small{display:block;color:${token.muted};font-size:12px}
.sums dl>div{display:flex;justify-content:space-between;align-items:baseline}
.sums dl>div+div{margin-top:8px}
.sums dt{color:${token.muted}}
.sums dd{font-variant-numeric:tabular-nums}
.sums>.values{margin-top:10px}
.sums>.values span+span::before{content:" · "}
.where{display:flex;align-items:center;justify-content:space-between}
.where>div{min-width:0}
.where .phone{color:${token.muted};margin-inline-start:4px;font-variant-numeric:tabular-nums}
.link{flex:none;min-height:44px;padding:0 4px;margin-inline-start:8px;color:${token.price};font-weight:600;font-size:13px}
[part=pay-with] label{display:flex;align-items:center;min-height:48px}
[part=pay-with] label+label{box-shadow:0 -1px ${token.line}}
[part=pay-with] input{flex:none;width:20px;min-height:20px;margin:0 12px 0 0;-webkit-appearance:auto;appearance:auto;accent-color:${token.accent}}
[part=pay-with] input:focus{outline:0}
[part=pay-with] input:focus-visible{outline:2px auto ${token.focus}}
.bones{background:${token.quiet};animation:breathe 1.6s ease-in-out infinite}
.bones.tall{height:96px}
.bones.taller{height:340px}
@keyframes breathe{50%{opacity:.5}}
.notice-bar{padding:12px 14px;border-radius:10px;background:${token.surface};box-shadow:inset 0 0 0 1px currentColor;color:${token.danger};font-size:13px;line-height:20px}
.notice-bar a{color:inherit;text-decoration:underline}
`
