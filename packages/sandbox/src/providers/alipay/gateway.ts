import { type Context, Hono } from 'hono'
import type { World } from '../../world/world.ts'
import { type Account, accountKey, type Books, takeFault } from '../books.ts'
import { type Asked, beginTrade, methods, Refused } from './methods.ts'
import { cashierPages, refusalPage } from './pages.ts'
import { contentOf, fitsRsa2, type Params, rsa2 } from './sign.ts'
import { timeFrom } from './wire.ts'

const pageMethods = ['alipay.trade.page.pay', 'alipay.trade.wap.pay']
/** How far a request's stamp may be off the sandbox's clock or the wall's. */
const tolerance = 15 * 60_000

/** Alipay's one door, and the pages that buyers pay on. */
export function alipayApp(world: World, books: Books, realNow: () => number): Hono {
  const http = new Hono()
  http.on(['GET', 'POST'], '/gateway.do', async (context) => {
    const params = await paramsOf(context)
    const { method = '' } = params
    const account = books.accounts.get(accountKey('alipay', params.app_id ?? ''))
    const isPage = pageMethods.includes(method)
    const fault = world.store.transaction(() => takeFault(books, 'alipay', 'busy', 'lost-answer'))
    if (fault?.kind === 'busy') return nothing()
    try {
      const asked = { world, books, params, ...check(world, account, params, realNow) }
      if (isPage) {
        const { token } = world.store.transaction(() => beginTrade(asked))
        return context.redirect(`/alipay/cashier/${token}`, 302)
      }
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (!run) throw new Invalid('isv.invalid-method', '不存在的方法名')
      const answer = world.store.transaction(() => run(asked))
      if (fault) return nothing()
      return reply(account, method, { code: '10000', msg: 'Success', ...answer })
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Invalid)) throw error
      if (isPage) return context.html(refusalPage(error.subCode, error.message), 200)
      return reply(account, method, problemOf(error))
    }
  })
  http.route('/', cashierPages(world, books))
  return http
}

/** A request that does not get as far as its business. */
class Invalid extends Error {
  readonly subCode: string

  constructor(subCode: string, message: string) {
    super(message)
    this.subCode = subCode
  }
}

function problemOf(error: Refused | Invalid): Params {
  const [code, msg] =
    error instanceof Refused ? ['40004', 'Business Failed'] : ['40002', 'Invalid Arguments']
  return { code, msg, sub_code: error.subCode, sub_msg: error.message }
}

function check(
  world: World,
  account: Account | undefined,
  params: Params,
  realNow: () => number,
): Pick<Asked, 'account' | 'ahead' | 'content'> {
  if (!account) throw new Invalid('isv.invalid-app-id', '无效的AppID参数')
  if (params.sign_type !== 'RSA2') throw new Invalid('isv.invalid-signature-type', '无效的签名类型')
  if (params.charset !== 'utf-8') throw new Invalid('isv.invalid-charset', '无效的字符集参数')
  const text = contentOf(params, ['sign'], false)
  if (!fitsRsa2(account.settings.publicKey ?? '', text, params.sign ?? ''))
    throw new Invalid(
      'isv.invalid-signature',
      '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配',
    )
  const at = timeFrom(params.timestamp)
  const clocks = [world.now(), realNow()]
  const near = clocks.find((now) => at !== undefined && Math.abs(at - now) <= tolerance)
  if (near === undefined) throw new Invalid('isv.invalid-timestamp', '非法的时间戳参数')
  return { account, ahead: near - world.now(), content: contentFrom(params.biz_content) }
}

function contentFrom(json: string | undefined): Params {
  try {
    const value: unknown = JSON.parse(json ?? '')
    if (typeof value === 'object' && value !== null) return value as Params
  } catch {
    // Refused below like an object that is none.
  }
  throw new Invalid('isv.invalid-parameter', '参数无效：biz_content')
}

async function paramsOf(context: Context): Promise<Params> {
  const query = new URL(context.req.url).searchParams
  const body = context.req.method === 'POST' ? new URLSearchParams(await context.req.text()) : []
  return Object.fromEntries([...query, ...body])
}

/** The signed node of an answer; who is not known gets it unsigned. */
function reply(account: Account | undefined, method: string, answer: Params): Response {
  const node = JSON.stringify(answer)
  const name = account ? `${method.replaceAll('.', '_')}_response` : 'error_response'
  const key = account?.settings.alipayPrivateKey
  const sign = key === undefined ? '' : `,"sign":${JSON.stringify(rsa2(key, node))}`
  return new Response(`{${JSON.stringify(name)}:${node}${sign}}`, {
    headers: { 'content-type': 'text/html;charset=utf-8' },
  })
}

/** As their edge answers when nobody behind it does. */
function nothing(): Response {
  return new Response('<html><body>502 Bad Gateway</body></html>', { status: 502 })
}
