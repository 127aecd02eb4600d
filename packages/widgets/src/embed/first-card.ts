/**
 * What shows a card: the answer to the tag itself, because a round trip costs more than its bytes.
 * All that a tap needs follows in the next file; other elements come when their tag is near, and
 * find preact and the shop in here.
 */
import { cardElement } from '../card/card.tsx'
import { defineElement } from '../element/element.ts'
import { fetchEnglishBy } from '../look/spoken.ts'
import { nobodyAttends, provideAttending } from '../shop/attending.ts'
import { tagOf } from '../shop/locate.ts'
import { addTag } from '../shop/runtime.ts'
import { embedBase } from './base.ts'
import { type BuiltFile, runScript } from './script.ts'
import { readSeeds } from './seeds.ts'

/** Put in by the build. */
declare const XIAOPU_BUYING: BuiltFile
declare const XIAOPU_PAGE: BuiltFile
declare const XIAOPU_ENGLISH: BuiltFile

readSeeds()
addTag(tagOf(import.meta.url))
fetchEnglishBy((failed) => {
  runScript(embedBase, XIAOPU_ENGLISH).onerror = failed
})
// In a task of its own: reading all this and drawing the first cards would hold a slow phone for longer than a tap may wait.
setTimeout(() => defineElement('xp-card', cardElement))
runScript(embedBase, XIAOPU_BUYING)
runScript(embedBase, XIAOPU_PAGE).onerror = () => provideAttending(nobodyAttends)
