/** English, for pages that speak it: asked for by the first element that does. */
import { english } from '../look/english.ts'
import { provideEnglish } from '../look/spoken.ts'

provideEnglish(english)
