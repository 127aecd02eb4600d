import { expect, test } from 'vitest'
import { buyer, oneCup, twoBags } from '../../buyer.test.fixture.ts'
import { fixtureOffers } from '../../offers.test.fixture.ts'
import { createSandbox } from '../../sandbox.ts'
import { control } from '../../talk.test.fixture.ts'

const api = 'com.alibaba.fenxiao.crossborder:order.relation.write'

test('a line of an order is told whose it is; the later word counts, also for an order of one line', async () => {
  const sandbox = createSandbox({ offers: fixtureOffers })
  const me = buyer(sandbox)
  const orderId = await me.create([oneCup, twoBags])
  const [first, second] = me.order(orderId).items
  const tell = (line: string, outLine: string) =>
    me.ask(api, {
      orderRelationParam: {
        orderId: outLine,
        parentOrderId: 'ord_1',
        purchaseOrderId: BigInt(line),
        purchaseParentOrderId: BigInt(orderId),
      },
    })
  for (const [line, outLine] of [
    [first?.subId, 'ord_1-9'],
    [first?.subId, 'ord_1-1'],
    [second?.subId, 'ord_1-2'],
  ] as const) {
    const { body } = await tell(line ?? '', outLine)
    expect(body).toEqual({ result: { success: true, code: '0', message: '' } })
  }
  const told = [...sandbox.world.relations.values()].filter(({ kind }) => kind === 'sold-order')
  expect(told).toMatchObject([
    { outOrderId: 'ord_1', outLineId: 'ord_1-1', orderId, lineId: first?.subId },
    { outOrderId: 'ord_1', outLineId: 'ord_1-2', orderId, lineId: second?.subId },
  ])
})

test('an order of nobody, of somebody else, and a line of another order are refused', async () => {
  const sandbox = createSandbox({ offers: fixtureOffers })
  const me = buyer(sandbox)
  const [one, other] = [await me.create(), await me.create()]
  const tell = async (order: string, line: string, options: object = {}) => {
    const orderRelationParam = {
      orderId: 'ord_1-1',
      parentOrderId: 'ord_1',
      purchaseOrderId: BigInt(line),
      purchaseParentOrderId: BigInt(order),
    }
    const { body } = await me.ask(api, { orderRelationParam }, options)
    return (body.result as { code: string }).code
  }
  expect(await tell('2938624554509662976', '2938624554509662976')).toBe('ORDER_NOT_EXIST')
  expect(await tell(one, other)).toBe('ORDER_ENTRY_ERROR')
  const { token } = await control(sandbox, 'tokens', { memberId: 'b2b-2200000000001' })
  expect(await tell(one, one, { token })).toBe('400_3')
  expect(await tell(one, one)).toBe('0')
})
