import { fen } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { ask, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

test('an account says whose token it is, and nothing private is read', async () => {
  const result = {
    memberId: 'b2b-1623492085',
    userId: 1623492085,
    loginId: 'test01',
    companyName: '测试公司',
    enterpriseAccount: 'true',
    mobileNo: '13812345678',
    shopUrl: 'https://shop.example',
    domainInPlatforms: ['https://shop.example'],
  }
  expect((await ask(calls.account, undefined, { result })).output).toEqual({
    memberId: 'b2b-1623492085',
    userId: '1623492085',
    loginId: 'test01',
    company: '测试公司',
    isCompany: true,
    shopUrls: ['https://shop.example'],
  })
  expect(await refusal(calls.account, undefined, { success: true })).toMatchObject({
    class: 'schema',
    field: 'result',
  })
  expect(await refusal(calls.account, undefined, { error_code: '401' })).toMatchObject({
    code: 'PLATFORM_AUTH',
  })
})

test('a chat link is an address that opens a chat', async () => {
  const said = (result: string) => ({ result: { success: true, result } })
  const { output, heard } = await ask(
    calls.chatLink,
    { openUid: 'sE54=' },
    said('https://amos.alicdn.com/x'),
  )
  expect(heard).toEqual({ toOpenUid: 'sE54=' })
  expect(output).toBe('https://amos.alicdn.com/x')
  expect(
    await refusal(calls.chatLink, { openUid: 'x' }, said('javascript:alert(1)')),
  ).toMatchObject({ field: 'result' })
})

test('categories lead from the root to the leaves', async () => {
  const info = {
    categoryID: 10166,
    name: '女装',
    isLeaf: 'false',
    parentIDs: [0],
    minOrderQuantity: 1,
    childCategorys: [{ id: 1031910, name: '连衣裙', isLeaf: true }],
  }
  const { output, heard } = await ask(
    calls.categories,
    { categoryId: '0' },
    { succes: 'true', categoryInfo: [info, { ...info, childCategorys: '' }] },
  )
  expect(heard).toEqual({ categoryID: '0' })
  expect(output[0]).toEqual({
    id: '10166',
    name: '女装',
    isLeaf: false,
    parentIds: ['0'],
    minQuantity: 1,
    children: [{ id: '1031910', name: '连衣裙', isLeaf: true }],
  })
  expect(output[1]?.children).toEqual([])
  expect(
    await refusal(calls.categories, { categoryId: '7' }, { succes: 'false', errorCode: '500_1' }),
  ).toMatchObject({ platformCode: '500_1' })
})

test('attributes of a category may have to be asked for again', async () => {
  const attribute = {
    attrID: 2489638,
    name: '风格',
    required: true,
    isSKUAttribute: false,
    inputType: '1',
    attrValues: [{ attrValueID: 91043051, name: '通勤' }],
  }
  expect(
    (await ask(calls.categoryAttributes, { categoryId: '1031910' }, { attributes: [attribute] }))
      .output,
  ).toEqual([
    {
      id: '2489638',
      name: '风格',
      isRequired: true,
      isSku: false,
      input: 'one',
      units: [],
      values: [{ id: '91043051', name: '通勤' }],
    },
  ])
  const loading = { success: false, errorCode: '500_2', errorMsg: '数据准备中' }
  expect(await refusal(calls.categoryAttributes, { categoryId: '1' }, loading)).toMatchObject({
    code: 'PLATFORM_BUSY',
    class: 'retry',
  })
})

test('a supplier’s mixed-batch rule is a worth or a number of pieces', async () => {
  const said = { result: { generalHunpi: 'true', mixAmount: 100, mixNumber: 3 } }
  const { output, heard } = await ask(calls.mixedBatchRule, { loginId: '晨光' }, said)
  expect(heard).toEqual({ sellerLoginId: '晨光' })
  expect(output).toEqual({ isMixed: true, fromWorth: fen(10_000), fromQuantity: 3 })
  expect((await ask(calls.mixedBatchRule, { memberId: 'b' }, { success: true })).output).toEqual({
    isMixed: false,
  })
  expect(await refusal(calls.mixedBatchRule, {}, '')).toMatchObject({ field: 'memberId, loginId' })
  expect(
    await refusal(calls.mixedBatchRule, { memberId: 'b' }, { result: { mixNumber: -1 } }),
  ).toMatchObject({ field: 'result.mixNumber' })
})

test('freight templates are read with their rates', async () => {
  const rateDTO = {
    firstUnit: 1000,
    firstUnitFee: 600,
    nextUnit: 1000,
    nextUnitFee: 200,
    leastExpenses: 0,
    toAreaCodeList: ['330000'],
  }
  const template = {
    id: 11864709,
    name: '默认',
    fromAreaCode: '420802',
    addressCodeText: '湖北省',
    expressSubTemplate: {
      subTemplateDTO: { chargeType: 0, serviceChargeType: 1 },
      rateList: [{ toAreaCodeText: '浙江', rateDTO }],
    },
  }
  const { output, heard } = await ask(
    calls.freightTemplates,
    { templateId: '11864709' },
    { result: [template] },
  )
  expect(heard).toEqual({ templateId: '11864709', querySubTemplate: 'true', queryRate: 'true' })
  expect(output).toEqual([
    {
      id: '11864709',
      name: '默认',
      fromAreaCode: '420802',
      from: '湖北省',
      express: {
        by: 'weight',
        paidBy: 'buyer',
        rates: [
          {
            areaCodes: ['330000'],
            areas: '浙江',
            first: { units: 1000, fee: fen(600) },
            next: { units: 1000, fee: fen(200) },
          },
        ],
      },
    },
  ])
  const odd = {
    result: [
      {
        ...template,
        expressSubTemplate: { rateList: [{ rateDTO: { ...rateDTO, firstUnitFee: -1 } }] },
      },
    ],
  }
  expect(await refusal(calls.freightTemplates, {}, odd)).toMatchObject({
    field: 'result[0].expressSubTemplate.rateList[0].rateDTO.firstUnitFee',
  })
})

const question = {
  offerId: '5',
  provinceCode: '330000',
  cityCode: '330100',
  districtCode: '330108',
  lines: [
    { skuId: '7', quantity: 2 },
    { skuId: '8', quantity: 1 },
  ],
}
const estimate = {
  offerId: 5,
  freight: '12.3',
  freePostage: false,
  templateId: 9,
  templateType: 2,
  chargeType: '1',
  firstFee: '2.9',
  firstUnit: '1',
  nextFee: '2',
  nextUnit: '1',
}

test('an estimate says what sending costs, in fen', async () => {
  const { output, heard } = await ask(calls.estimateFreight, question, {
    result: { success: true, code: 'S0000', result: estimate },
  })
  expect(JSON.parse(heard.productFreightQueryParamsNew ?? '')).toEqual({
    offerId: 5,
    toProvinceCode: '330000',
    toCityCode: '330100',
    toCountryCode: '330108',
    totalNum: 3,
    logisticsSkuNumModels: [
      { skuId: '7', number: 2 },
      { skuId: '8', number: 1 },
    ],
  })
  expect(output).toEqual({
    freight: fen(1230),
    isFree: false,
    templateId: '9',
    paidBy: 'buyer',
    by: 'pieces',
    first: { units: 1, fee: fen(290) },
    next: { units: 1, fee: fen(200) },
  })
  const free = {
    result: { success: true, result: { ...estimate, freePostage: 'true', freight: null } },
  }
  expect((await ask(calls.estimateFreight, question, free)).output).toMatchObject({
    freight: fen(0),
    isFree: true,
    paidBy: 'seller',
  })
})

test.each<[object, string]>([
  [{ ...estimate, freight: '-1' }, 'result.freight'],
  [{ ...estimate, freight: 'n/a' }, 'result.freight'],
  [{ ...estimate, offerId: 6 }, 'result.offerId'],
  [{ ...estimate, nextFee: '-2' }, 'result.nextFee'],
])('an estimate %j makes no sense', async (result, field) => {
  expect(
    await refusal(calls.estimateFreight, question, { result: { success: true, result } }),
  ).toMatchObject({ class: 'schema', field })
})

test.each<[object, string]>([
  [{ lines: [] }, 'lines'],
  [{ lines: [{ skuId: '7', quantity: 0 }] }, 'lines[0].quantity'],
  [{ districtCode: '33' }, 'districtCode'],
])('a freight question with %j is refused before it is sent', async (odd, field) => {
  expect(await refusal(calls.estimateFreight, { ...question, ...odd }, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})
