import { defineElement } from '../element/element.ts'
import { shareElement } from '../share/share.tsx'

defineElement('xp-share', shareElement)
