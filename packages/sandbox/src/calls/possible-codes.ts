import type { PossibleCode } from '../door/api.ts'

/** Refusals that several calls of selecting and selling share. */
export const noOffer: PossibleCode = {
  code: '404',
  kind: 'missing',
  when: 'no such offer, or it was deleted',
}
export const noCategory: PossibleCode = { code: '404', kind: 'missing', when: 'no such category' }
export const noSupplier: PossibleCode = { code: '404', kind: 'missing', when: 'no such supplier' }
export const noPicture: PossibleCode = {
  code: 'SYSTEM_ERROR',
  kind: 'missing',
  when: 'a picture that cannot be read, or an address that is none',
}
export const wrongChannel: PossibleCode = {
  code: 'CHANNEL_INVALID',
  kind: 'rule',
  when: 'a channel that the platform does not list',
}
/** What the members of an object parameter are refused with. */
export const memberCodes: readonly PossibleCode[] = [
  { code: '400_1', kind: 'missing', when: 'a required member is missing or empty' },
  { code: '400_2', kind: 'rule', when: 'a member of the wrong type' },
  { code: '400_3', kind: 'limit', when: 'a member too long, or a list or number too large' },
]
