import { type FailureCode, failures, type OrderView } from '@xiaopu/domain'
import type { Sandbox } from '@xiaopu/sandbox'
import { type Acknowledged, as, type BuyerOptions, pathOf, persist } from '../simulate/buyer.ts'
import { baseUrl, sandboxUrl } from '../simulate/ground.ts'
import type { World } from '../simulate/world.ts'

const second = 1_000
const minute = 60 * second

interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly body?: object
  /** The same for every try. */
  readonly key?: string
}

/** Everybody else in a buyer's story: the order as she sees it, her seller, the suppliers. */
export class Around {
  readonly #options: BuyerOptions
  readonly #mine: Acknowledged
  readonly #secretKey: string
  readonly #world: Pick<World, 'sandbox' | 'scheduler' | 'turnTo'>

  constructor(
    options: BuyerOptions,
    mine: Acknowledged,
    secretKey: string,
    world: Pick<World, 'sandbox' | 'scheduler' | 'turnTo'>,
  ) {
    this.#options = options
    this.#mine = mine
    this.#secretKey = secretKey
    this.#world = world
  }

  /** WeChat, as its users and its console see it. */
  get wechat(): Sandbox['wechatPay'] {
    return this.#world.sandbox.wechatPay
  }

  /** Days go by in which nobody does anything: what was due in them is due at once. */
  leap(ms: number): void {
    this.#world.turnTo(this.#world.scheduler.now() + ms)
  }

  /** The same with another order of the buyer's. */
  with(mine: Acknowledged): Around {
    return new Around(this.#options, mine, this.#secretKey, this.#world)
  }

  /** The order once it is as wanted; the story cannot go on where it never is. */
  async when(is: (order: OrderView) => boolean, what: string): Promise<OrderView> {
    const headers = as(this.#mine).headers
    for (let look = 0; look < 60; look++) {
      const order = await persist<OrderView>(this.#options, pathOf(this.#mine), { headers })
      if (order && is(order)) return order
      await this.#options.phone.wait(minute)
    }
    throw new Error(`the order was never ${what}`)
  }

  /** Asks as the buyer, under a key that every try shares. */
  async tell(path: string, body: object): Promise<OrderView | undefined> {
    const key = `${path.replaceAll(/\W/g, '-')}-once`
    const headers = { ...as(this.#mine).headers, 'idempotency-key': key }
    return persist<OrderView>(this.#options, `${pathOf(this.#mine)}/${path}`, { body, headers })
  }

  /** Asks as the seller until somebody answers. */
  async sell<Body>(path: string, { method, body, key }: Sent = {}): Promise<Body> {
    const headers = {
      authorization: `Bearer ${this.#secretKey}`,
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
    }
    const init = {
      method: method ?? (body ? 'POST' : 'GET'),
      headers,
      ...(body && { body: JSON.stringify(body) }),
    }
    return this.#insist<Body>(() => new Request(`${baseUrl}/v1/seller/${path}`, init))
  }

  /** Does something by hand at 1688, or looks at what is there. */
  async at1688<Body>(path: string, body?: object): Promise<Body> {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return this.#insist<Body>(() => new Request(`${sandboxUrl}/sandbox/api/${path}`, init))
  }

  async #insist<Body>(request: () => Request): Promise<Body> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const answer = await this.#options.phone.send(request()).catch(() => undefined)
      if (answer?.ok) return (await answer.json()) as Body
      if (answer) await understand(answer)
      await this.#options.phone.wait(3 * second * (attempt + 1))
    }
    throw new Error('nobody ever answered')
  }
}

/** @throws where asking again cannot help */
async function understand(answer: Response): Promise<void> {
  const { code } = (await answer.json()) as { readonly code?: FailureCode }
  const isLater = answer.status >= 500 || (code !== undefined && failures[code].retry)
  if (!isLater) throw new Error(`${answer.url} ${answer.status} ${code}`)
}
