import { token } from '../look/tokens.css.ts'

/** Fields of 48 px; the text in them large enough that no phone zooms in. */
export const addressFormCss = `
.field{margin-top:14px}
.label{display:block;margin-bottom:4px;color:${token.muted};font-size:13px}
input,textarea,select{display:block;width:100%;min-height:48px;padding:12px;border:1px solid ${token.line};border-radius:10px;background:${token.surface};color:${token.text};font:inherit;font-size:16px;line-height:22px;margin:0;scroll-margin-bottom:120px;-webkit-appearance:none;appearance:none}
textarea{resize:none}
input::placeholder,textarea::placeholder{color:${token.muted};opacity:1;font-size:14px}
[aria-invalid]{border-color:${token.danger}}
input:focus,textarea:focus,select:focus{border-color:${token.focus};outline:1px solid ${token.focus}}
fieldset{min-width:0;margin:0;padding:0;border:0}
.regions{display:flex}
select{background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(-45deg,transparent 50%,currentColor 50%);background-size:5px 5px;background-position:right 13px center,right 8px center;background-repeat:no-repeat}
.regions select{flex:1;min-width:0;padding-inline-start:10px;padding-inline-end:22px;text-overflow:ellipsis}
.regions select:disabled{opacity:.55}
.regions select+select{margin-inline-start:8px}
.regions-failed{display:flex;align-items:center;justify-content:space-between;min-height:48px}
.paste{padding:12px;border-radius:10px;background:${token.quiet};display:grid;grid-template-columns:1fr auto;gap:0 10px;align-items:end}
.paste label{grid-column:1/-1}
.paste textarea{min-height:70px}
.paste .plain{grid-column:2;margin-top:8px;min-width:96px;background:${token.surface}}
.paste p{grid-row:2;grid-column:1;align-self:center;font-size:13px;margin-top:8px}
.paste .plain[aria-disabled]{color:${token.muted}}
.bad{color:${token.danger};font-size:13px;margin-top:4px}
`
