import { token } from '../look/tokens.css.ts'

export const noticeCss = `
.notice{display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;padding:16px;color:${token.text}}
.notice>*+*{margin-top:8px}
.notice .hint{color:${token.muted};font-size:12px;line-height:18px;overflow-wrap:anywhere}
.notice .plain{margin-top:12px;min-width:120px}
`
