import { api } from '../door/api.ts'
import { flatMessage } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { carriers } from '../trade/carriers.ts'
import type { Carrier } from '../world/order.ts'

const namespace = 'com.alibaba.logistics'

/**
 * Carriers as return shipments name them: `companyNo` (`OpQueryLogisticCompanyList`, official copy of
 * 2026-09). The offline list has the same model; that it holds the same carriers is ours [sbx].
 */
export const carrierLists = ['', '.offline'].map((suffix) =>
  api({
    namespace,
    name: `alibaba.logistics.OpQueryLogisticCompanyList${suffix}`,
    params: [],
    fail: flatMessage,
    handle: () => ({ success: true, result: carriers.map(describeCarrier) }),
  }),
)

/** `OpLogisticsCompanyModel`. */
const describeCarrier = ({ id, no, name }: Carrier): JsonObject => ({
  id,
  companyName: name,
  companyNo: no,
  companyPhone: '',
  spelling: no.toLowerCase(),
  supportPrint: true,
})
