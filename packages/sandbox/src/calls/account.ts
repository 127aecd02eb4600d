import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'

/** Who the token belongs to. */
export const account = [
  api({
    namespace: 'com.alibaba.account',
    name: 'alibaba.account.basic',
    params: [],
    fail: flatMsg,
    handle: ({ member }) => ({
      success: true,
      result: {
        loginId: member.loginId,
        memberId: member.memberId,
        userId: member.userId,
        companyName: member.companyName,
        supplierName: member.loginId,
        domainInPlatforms: '',
      },
    }),
  }),
]
