import { defineCall } from './call.ts'
import { Digits, Text } from './wire/scalars.ts'

/** The platform's clock, epoch milliseconds; needs neither signature nor token [code]. Not a call of the business, so not in the table of calls. */
export const platformMillis = defineCall({
  namespace: 'system',
  name: 'currentTimeMillis',
  kind: 'read',
  auth: 'none',
  about: 'What time the platform has.',
  envelope: 'bare',
  certainty: ['code'],
  params: (_: Record<never, never>) => ({}),
  answer: Digits,
  read: (millis) => Number(millis),
})

/** The platform's clock as a date. Its signature is checked, so it proves the app's key and secret [live]. */
export const platformTime = defineCall({
  namespace: 'system',
  name: 'currentTime',
  kind: 'read',
  auth: 'none',
  about: 'What time the platform has, told to an app that signs rightly.',
  envelope: 'bare',
  certainty: ['live', 'sbx'],
  params: (_: Record<never, never>) => ({}),
  answer: Text,
  read: (text) => text,
})
