/**
 * What a page may set on an element, on a part or on `:root`. Each token has its default where it
 * is used, so that setting it anywhere above works. Documented in docs/widgets.
 */
export const token = {
  accent: 'var(--xp-accent,var(--_accent))',
  onAccent: 'var(--xp-on-accent,var(--_on-accent))',
  text: 'var(--xp-text,var(--_text))',
  muted: 'var(--xp-muted,var(--_muted))',
  surface: 'var(--xp-surface,var(--_surface))',
  quiet: 'var(--xp-quiet,var(--_quiet))',
  line: 'var(--xp-line,var(--_line))',
  price: 'var(--xp-price,var(--_price))',
  danger: 'var(--xp-danger,var(--_danger))',
  focus: 'var(--xp-focus,var(--_focus))',
  radius: 'var(--xp-radius,12px)',
  gap: 'var(--xp-gap,12px)',
  ratio: 'var(--xp-ratio,100%)',
  shadow: 'var(--xp-shadow,0 1px 2px rgba(0,0,0,.06),0 2px 8px rgba(0,0,0,.05))',
  z: 'var(--xp-z,1000)',
  font: 'var(--xp-font,-apple-system,BlinkMacSystemFont,"PingFang SC","Hiragino Sans GB","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif)',
} as const

/** A title's room, however long it is. */
export const twoLines =
  'display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;overflow-wrap:anywhere'

export const light = {
  accent: '#cf2e26',
  'on-accent': '#fff',
  text: '#1d1d1f',
  muted: '#636369',
  surface: '#fff',
  quiet: '#f4f4f6',
  line: '#e4e4e8',
  price: '#c9261e',
  danger: '#b3261e',
  focus: '#1a66d6',
}

const dark: typeof light = {
  accent: '#d3372e',
  'on-accent': '#fff',
  text: '#f3f3f5',
  muted: '#a9a9b2',
  surface: '#1c1c1f',
  quiet: '#2a2a2e',
  line: '#3a3a40',
  price: '#ff7468',
  danger: '#ff8f85',
  focus: '#7db0ff',
}

const declare = (values: (name: keyof typeof light) => string) =>
  (Object.keys(light) as (keyof typeof light)[])
    .map((name) => `--_${name}:${values(name)}`)
    .join(';')

/**
 * Light or dark follows the page (`color-scheme`), because a dark card on a white page is wrong
 * however dark the phone is; `theme="dark|light|auto"` decides for one element. Browsers without
 * `light-dark()` (before Chrome 123, Safari 17.5) are light unless told.
 */
export const foundation = `
:host{${declare((name) => light[name])};display:block;box-sizing:border-box;color:${token.text};font-family:${token.font};font-size:14px;line-height:20px;text-align:start;-webkit-text-size-adjust:100%;-webkit-tap-highlight-color:transparent}
:host([theme=dark]){color-scheme:dark}
:host([theme=light]){color-scheme:light}
:host([theme=auto]){color-scheme:light dark}
@supports (color:light-dark(#000,#fff)){:host{${declare((name) => `light-dark(${light[name]},${dark[name]})`)}}}
:host([hidden]){display:none}
*,*::before,*::after{box-sizing:border-box}
button,input{font:inherit;color:inherit;margin:0;border-radius:0;-webkit-appearance:none;appearance:none}
button{cursor:pointer;background:none;border:0;padding:0;text-align:inherit;touch-action:manipulation}
a{color:inherit;text-decoration:none}
ul,ol,h1,h2,h3,p,dl,dd,figure{margin:0;padding:0;list-style:none;font:inherit}
img{display:block;border:0}
:focus{outline:none}
:focus-visible{outline:2px solid ${token.focus};outline-offset:2px}
.solid,.plain{display:flex;align-items:center;justify-content:center;min-height:44px;padding:4px 16px;border:1px solid transparent;border-radius:var(--xp-radius-button,22px);font-weight:600;font-size:15px;text-align:center}
.solid{background:${token.accent};color:${token.onAccent}}
.solid:active{box-shadow:inset 0 0 0 9em #fff2}
.solid[aria-disabled=true]{background:${token.quiet};color:${token.muted};cursor:default}
.plain{border-color:${token.line};background:${token.surface}}
.plain:active{background:${token.quiet}}
.off-screen{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important}}
`
