import { defineElement } from '../element/element.ts'
import { groupElement } from '../group/group.tsx'

defineElement('xp-group', groupElement)
