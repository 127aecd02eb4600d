import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Digits, Flag, maybe, Text } from './scalars.ts'

/** `alibaba.account.basic` `[doc]`; phone, address and mail are left unread on purpose. */
export const AccountAnswer = v.object({
  ...flat,
  result: v.nullish(
    v.object({
      memberId: Text,
      userId: maybe(Digits),
      loginId: maybe(Text),
      openUid: maybe(Text),
      companyName: maybe(Text),
      supplierName: maybe(Text),
      enterpriseAccount: maybe(Flag),
      shopUrl: maybe(Text),
      domainInPlatforms: maybe(v.array(Text)),
    }),
  ),
})

/** `account.wangwangUrl.get` `[doc]`: `result` is the link. */
export const ChatLinkAnswer = v.object({ ...flat, result: v.string() })
