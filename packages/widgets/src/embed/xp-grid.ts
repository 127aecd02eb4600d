import { defineElement } from '../element/element.ts'
import { gridElement } from '../grid/grid.tsx'

defineElement('xp-grid', gridElement)
