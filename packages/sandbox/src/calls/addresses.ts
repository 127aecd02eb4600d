import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import { bare } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { parseAddress, regionText } from '../places/parse-address.ts'
import { provinces, type Region, regionOf } from '../places/regions.ts'

const namespace = 'com.alibaba.trade'
const webSite = { name: 'webSite', type: 'String' } as const

/** Address helpers (reference §4.4): only the parts that could be read are in the answer. */
export const addresses = [
  api({
    namespace,
    name: 'alibaba.trade.addresscode.parse',
    params: [{ name: 'addressInfo', type: 'String', required: true }],
    fail: bare,
    codes: [
      { code: 'ADDRESS_PARSE_ERROR', kind: 'address', when: 'no province is found in the text' },
    ],
    handle: ({ params }) => {
      const read = parseAddress(params.text('addressInfo') ?? '')
      if (!read.region) throw new BusinessError('ADDRESS_PARSE_ERROR', '地址无法识别')
      return {
        result: {
          ...(read.address && { address: read.address }),
          addressCode: read.region.code,
          addressCodeText: regionText(read.region),
          postCode: read.postCode ?? '000000',
          isDefault: false,
          latest: false,
          ...(read.fullName && { fullName: read.fullName }),
          ...(read.mobile && { mobile: read.mobile }),
          ...(read.phone && { phone: read.phone }),
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.addresscode.get',
    params: [{ name: 'areaCode', type: 'String', required: true }, webSite],
    fail: bare,
    codes: [{ code: 'AREA_CODE_NOT_EXIST', kind: 'address', when: 'no region has this code' }],
    handle: ({ params }) => {
      const region = regionOf(params.text('areaCode') ?? '')
      if (!region) throw new BusinessError('AREA_CODE_NOT_EXIST', '地址编码不存在')
      return { result: describe(region) }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.addresscode.getchild',
    params: [{ name: 'areaCode', type: 'String' }, webSite],
    fail: bare,
    codes: [{ code: 'AREA_CODE_NOT_EXIST', kind: 'address', when: 'no region has this code' }],
    handle: ({ params }) => {
      const code = params.text('areaCode')
      const region = code ? regionOf(code) : undefined
      if (code && !region) throw new BusinessError('AREA_CODE_NOT_EXIST', '地址编码不存在')
      return { result: (region?.children ?? provinces).map(describe) }
    },
  }),
]

const describe = (region: Region): JsonObject => ({
  code: region.code,
  name: region.name,
  parentCode: region.parent ?? '1',
  post: '000000',
  children: region.children.map((child) => child.code),
})
