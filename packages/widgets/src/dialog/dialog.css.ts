import { token } from '../look/tokens.css.ts'

/** A sheet from below on a phone, a drawer from the side on a wide screen. */
export const dialogCss = `
dialog{position:fixed;top:auto;right:0;bottom:0;left:0;z-index:${token.z};display:none;flex-direction:column;width:100%;max-width:none;max-height:86%;margin:0;padding:0;border:0;overflow:hidden;background:${token.surface};color:${token.text};border-radius:16px 16px 0 0;box-shadow:0 -4px 24px rgba(0,0,0,.18);overscroll-behavior:contain;animation:rise .22s cubic-bezier(.2,.8,.2,1)}
dialog[open]{display:flex}
dialog::backdrop{background:rgba(0,0,0,.45)}
.backdrop{position:fixed;top:0;right:0;bottom:0;left:0;z-index:${token.z};background:rgba(0,0,0,.45)}
.head{display:flex;align-items:center;flex:none;min-height:52px;padding-inline-start:16px;font-size:16px}
.head h2{flex:1;font-weight:600}
.close{width:52px;height:52px;font-size:24px;line-height:52px;text-align:center;color:${token.muted}}
.scroll{flex:auto;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:0 16px}
.foot{flex:none;padding:12px 16px;padding-bottom:calc(12px + env(safe-area-inset-bottom,0px));border-top:1px solid ${token.line};background:${token.surface}}
.foot .solid{width:100%}
@keyframes rise{from{transform:translateY(24px);opacity:0}}
@media (min-width:720px){dialog{top:0;left:auto;width:420px;height:100%;max-height:none;border-radius:16px 0 0 16px}dialog.middle{right:0;left:0;bottom:auto;top:8%;height:auto;max-height:84%;margin:0 auto;border-radius:16px}}
`
