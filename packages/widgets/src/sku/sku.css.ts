import { token } from '../look/tokens.css.ts'

export const skuCss = `
.pick{display:flex;align-items:flex-end;margin:0 16px;padding-bottom:12px;border-bottom:1px solid ${token.line}}
.thumb{position:relative;flex:none;width:88px;height:88px;margin-inline-end:12px;border-radius:8px;overflow:hidden;background:${token.quiet}}
.thumb img,.thumb .none{width:100%;height:100%;object-fit:cover;font-size:11px}
@media (max-height:480px){dialog{max-height:100%}.pick .thumb{display:none}}
.pick p{color:${token.muted};font-size:13px;overflow-wrap:anywhere}
.property{margin:16px 0 0;padding:0;border:0;min-width:0}
.property legend{padding:0;font-weight:600;margin-bottom:8px}
.options{display:flex;flex-wrap:wrap;margin:0 -4px}
.option{display:flex;align-items:center;min-width:56px;min-height:44px;margin:0 4px 8px;padding:4px 14px;border:1px solid transparent;border-radius:8px;background:${token.quiet};justify-content:center;overflow-wrap:anywhere}
.option img{width:28px;height:28px;margin-inline-start:-6px;margin-inline-end:8px;border-radius:4px;object-fit:cover}
.option[aria-pressed=true]{border-color:${token.accent};background:${token.surface};color:${token.price};font-weight:600}
.option[aria-disabled=true]{color:${token.muted};border:1px dashed ${token.line};background:none}
.option[aria-disabled=true] span{text-decoration:line-through}
@media (forced-colors:active){.option[aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}}
.amount{display:flex;align-items:center;justify-content:space-between;margin:16px 0}
.amount>span{font-weight:600}
.stepper{display:flex;align-items:center;background:${token.quiet};border-radius:22px}
.stepper button{width:44px;height:44px;font-size:20px;text-align:center}
.stepper button[aria-disabled=true]{color:${token.muted};opacity:.55;cursor:default}
.stepper input{width:44px;height:36px;border:0;background:none;text-align:center;font-variant-numeric:tabular-nums;font-weight:600}
.say{min-height:20px;margin-bottom:8px;color:${token.muted};font-size:13px;text-align:center}
.say.bad{color:${token.danger}}
`
