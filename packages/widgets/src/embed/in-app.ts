/** What a page needs besides inside an app: the app's share card, its mini-program, what it lets buyers do. */
import { detectChannel, type HostObjects } from '@xiaopu/domain'
import { furnishHosted } from '../in-app/furnish.ts'
import { copyOnTap, settleKeyboard } from '../in-app/quirks.ts'
import { embedBase } from './base.ts'

const host: typeof globalThis & HostObjects = globalThis
const at = detectChannel({ ua: navigator.userAgent, host })
copyOnTap()
if (at.os === 'ios') settleKeyboard()
// Other people's pages have a share card of their own.
if (embedBase.startsWith(`${location.origin}/`)) void furnishHosted(at)
