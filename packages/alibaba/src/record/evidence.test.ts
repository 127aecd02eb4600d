import { expect, test } from 'vitest'
import { home, line, type Reply, scripted } from '../scripted.test.fixture.ts'
import type { Evidence } from './evidence.ts'

function witnessed(reply: Reply) {
  const evidence: Evidence[] = []
  const onEvidence = (each: Evidence): void => void evidence.push(each)
  return { platform: scripted(reply, { onEvidence }).platform, evidence }
}

const order = (outOrderId: string) => ({
  baseInfo: {
    ...{ idOfStr: '2938624554509662976', status: 'waitbuyerpay', totalAmount: 57.8, outOrderId },
    receiverInfo: { toFullName: home.name, toMobile: home.phone },
  },
  productItems: [{ productID: 1, specId: 'a', subItemIDString: '11', quantity: 2, price: 28.9 }],
})

test('a price a hundred times too high is kept, without the buyer, and nothing is previewed', async () => {
  const cargo = { offerId: line.offerId, specId: line.specId, amount: 51.8, finalUnitPrice: 25.9 }
  const group = { status: true, sumPayment: 518_000, sumCarriage: 0, cargoList: [cargo] }
  const answer = { success: true, orderPreviewResuslt: [group], addressText: home.street }
  const { platform, evidence } = witnessed(() => answer)
  const asking = platform.preview({ lines: [line], address: home })
  await expect(asking).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
  expect(evidence).toHaveLength(1)
  expect(evidence[0]).toMatchObject({
    at: 1_795_399_200_000,
    field: expect.stringContaining('sumPayment'),
  })
  expect(evidence[0]?.answer).toContain('518000')
  expect(evidence[0]?.answer).not.toContain(home.street)
})

test("a stranger's order among ours is kept, though its own answer could be read", async () => {
  const { platform, evidence } = witnessed(() => ({
    success: true,
    result: [order('so_other')],
    totalRecord: 1,
  }))
  await expect(platform.find('so_1')).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
  expect(evidence).toHaveLength(1)
  expect(evidence[0]?.answer).toContain('so_other')
  for (const secret of [home.name, home.phone]) expect(evidence[0]?.answer).not.toContain(secret)
})

test('half an answer to a purchase is kept, and the purchase is in doubt', async () => {
  const { platform, evidence } = witnessed(({ api }) =>
    api.endsWith('create')
      ? `{"success":true,"result":{"fullName":"${home.name}","ord`
      : { success: true, result: [], totalRecord: 0 },
  )
  const request = { outOrderId: 'so_1', lines: [line], address: home }
  await expect(platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
  expect(evidence.map(({ api }) => api)).toEqual(['alibaba.trade.fenxiaoOrder.create'])
  expect(evidence[0]?.answer).not.toContain(home.name)
})

test('refusals and silence leave no evidence, and failing to keep it hides no failure', async () => {
  const refusing = witnessed(() => ({ success: false, errorCode: '500_004' }))
  const asking = refusing.platform.preview({ lines: [line], address: home })
  await expect(asking).rejects.toMatchObject({ code: 'OUT_OF_STOCK' })
  expect(refusing.evidence).toEqual([])
  const { platform } = scripted(() => '<html>', {
    onEvidence: () => {
      throw new Error('disk full')
    },
  })
  await expect(platform.regions()).rejects.toMatchObject({ code: 'PLATFORM_SCHEMA' })
})
