import { token } from '../look/tokens.css.ts'

export const gridCss = `
.cells{display:grid;grid-template-columns:repeat(auto-fill,minmax(var(--xp-column,150px),1fr));grid-gap:${token.gap};padding:2px}
.more{display:flex;justify-content:center;min-height:44px;margin-top:16px;color:${token.muted}}
.more .plain{min-width:160px;color:${token.text}}
`
