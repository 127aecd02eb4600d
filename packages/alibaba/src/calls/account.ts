import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { textOf } from '../demand.ts'
import { AccountAnswer, ChatLinkAnswer } from '../wire/account.ts'

/** The account that a token acts for. */
export interface Account {
  /** `b2b-…`; push messages name the account by it. */
  readonly memberId: string
  readonly userId?: string
  readonly loginId?: string
  /** The account's encrypted id. */
  readonly openUid?: string
  readonly company?: string
  readonly isCompany?: boolean
  readonly shopUrls: readonly string[]
}

/** Source: `alibaba.account.basic` `[doc]`. */
export const account = defineCall({
  namespace: 'com.alibaba.account',
  name: 'alibaba.account.basic',
  kind: 'read',
  about: 'Whose token this is.',
  envelope: 'silent',
  certainty: ['doc'],
  params: () => ({}),
  answer: AccountAnswer,
  read: ({ result }): Account => {
    if (!result) throw new Absurd('result')
    const { memberId, userId, loginId, openUid, enterpriseAccount: isCompany } = result
    const company = result.companyName ?? result.supplierName
    const shopUrls = [...(result.domainInPlatforms ?? []), result.shopUrl].flatMap(
      (url) => url || [],
    )
    return {
      memberId,
      ...(userId && { userId }),
      ...(loginId && { loginId }),
      ...(openUid && { openUid }),
      ...(company && { company }),
      ...(isCompany !== undefined && { isCompany }),
      shopUrls: [...new Set(shopUrls)],
    }
  },
})

/** Source: `account.wangwangUrl.get` `[doc]`. */
export const chatLink = defineCall({
  namespace: 'com.alibaba.account',
  name: 'account.wangwangUrl.get',
  kind: 'read',
  about: 'An address that opens a chat with a supplier.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '404': 'absent' },
  params: ({ openUid }: { readonly openUid: string }) => ({
    toOpenUid: textOf('openUid', openUid, 128),
  }),
  answer: ChatLinkAnswer,
  read: ({ result }): string => {
    // `aliim:` and the like start a program on the seller's machine, which is what it is for.
    if (!/^(?:https?|aliim|alibaba|wangwang):/i.test(result.trim())) throw new Absurd('result')
    return result.trim()
  },
})
