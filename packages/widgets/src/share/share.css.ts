import { dialogCss } from '../dialog/dialog.css.ts'
import { token, twoLines } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'

export const shareCss = `
:host{display:inline-block}
.opener{display:inline-flex;align-items:center;min-height:44px;padding:0 16px;border:1px solid ${token.line};border-radius:22px;background:${token.surface};font-weight:600}
.opener svg{width:20px;height:20px;margin-inline-end:6px}
.scroll{padding-bottom:calc(20px + env(safe-area-inset-bottom,0px))}
figure{text-align:center}
figcaption{margin-top:10px;${twoLines}}
.qr{display:block;width:208px;height:208px;margin:4px auto 0;border-radius:12px;box-shadow:0 0 0 1px ${token.line};background:#fff}
.bones{background:${token.quiet};animation:breathe 1.6s ease-in-out infinite}
@keyframes breathe{50%{opacity:.5}}
.url{display:block;width:100%;min-height:44px;margin-top:14px;padding:0 12px;border:0;border-radius:10px;background:${token.quiet};color:${token.muted};font-size:13px;text-align:center;text-overflow:ellipsis}
.values,.bad{min-height:20px;margin-top:6px;text-align:center;color:${token.muted};font-size:12px}
.bad{color:${token.danger}}
.why{margin-bottom:12px;color:${token.muted};font-size:13px}
.said{padding:12px;border-radius:10px;background:${token.quiet};white-space:pre-line;overflow-wrap:anywhere}
.ways{margin-top:6px}
.ways>*{width:100%}
.ways>*+*{margin-top:10px}
.formats{display:flex}
.chip{flex:1;min-height:44px;padding:0 6px;border:1px solid ${token.line};border-radius:10px;font-size:13px;text-align:center}
.chip+.chip{margin-inline-start:8px}
.chip[aria-pressed=true]{border-color:${token.accent};box-shadow:inset 0 0 0 1px ${token.accent};font-weight:600}
.sheet{position:relative;max-width:240px;margin:14px auto 0;border-radius:12px;overflow:hidden;background:${token.quiet};box-shadow:0 0 0 1px ${token.line}}
.sheet::before{content:"";display:block;padding-top:133.34%}
.sheet.square::before{padding-top:100%}
.sheet.story{max-width:200px}
.sheet.story::before{padding-top:177.78%}
.sheet>*{position:absolute;top:0;right:0;bottom:0;left:0;width:100%;height:100%;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;color:${token.muted}}
.sheet img{display:block}
.sheet .plain{margin-top:12px;color:${token.text}}
.poster .solid{margin-top:8px}
.back{width:100%;margin-top:10px}
.waiting{padding:0 16px 24px}
.waiting .qr{margin-bottom:24px}
${noticeCss}${dialogCss}`
