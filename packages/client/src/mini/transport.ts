import { ShopError } from '@xiaopu/domain'
import type { Page } from '../stores/page.ts'
import { type RetryOptions, retrying } from '../transport/retry.ts'
import {
  retryLimit,
  type Transport,
  type TransportReply,
  type TransportRequest,
  timeoutMillis,
} from '../transport/transport.ts'
import type { MiniFailure, MiniHost, MiniReply } from './host.ts'
import { miniPage } from './page.ts'

export interface MiniTransportOptions extends RetryOptions {
  /** How long one attempt may take. */
  readonly timeoutMillis?: number
  /** What tells that the program is shown again; made from the host unless given. */
  readonly page?: Page
}

/**
 * Requests over `wx.request` and its likes.
 *
 * A read that the host broke off because the program was hidden is sent again once it is shown. A
 * write then counts as TIMEOUT: nobody knows whether the gateway acted.
 */
export function miniTransport(host: MiniHost, options: MiniTransportOptions = {}): Transport {
  const page = options.page ?? miniPage(host)
  const limit = options.timeoutMillis ?? timeoutMillis
  return retrying(async (request) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await send(host, request, limit)
      } catch (failure) {
        if ((failure as Error).name !== interrupted) throw failure
        if (request.method !== 'GET') throw new ShopError('TIMEOUT', { reason: 'interrupted' })
        if (attempt === retryLimit) throw new ShopError('OFFLINE', { reason: 'interrupted' })
        await shown(page)
      }
    }
  }, options)
}

function send(host: MiniHost, request: TransportRequest, limit: number): Promise<TransportReply> {
  return new Promise((give, refuse) => {
    const { url, method, headers, body, signal } = request
    // Refused before it is told to stop: hosts tell of the end at once, and of another one.
    const giveUp = (failure: Error) => {
      end()
      refuse(failure)
      if (isTask(task)) task.abort()
    }
    const timer = setTimeout(() => giveUp(new ShopError('TIMEOUT')), limit)
    const stop = () => giveUp(named('AbortError', url))
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
    const task = host.request({
      url,
      method,
      header: { ...headers },
      // As an object, which is all that Douyin takes; hosts write it as JSON.
      ...(body !== undefined && { data: JSON.parse(body) }),
      dataType: 'text',
      responseType: 'text',
      timeout: limit,
      success(reply) {
        end()
        give(readReply(reply))
      },
      fail(failure) {
        end()
        refuse(readFailure(failure, url))
      },
    })
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop)
  })
}

/** What `request` answers, except where a library wraps it in a promise. */
function isTask(task: unknown): task is { abort(): void } {
  return typeof (task as { abort?: unknown } | undefined)?.abort === 'function'
}

function readReply({ statusCode, data, header = {} }: MiniReply): TransportReply {
  return {
    status: Number(statusCode),
    header(name) {
      const found = Object.entries(header).find(([each]) => each.toLowerCase() === name)?.[1]
      return found === undefined ? undefined : String(found)
    },
    // Some hosts read JSON whatever they are told; no id of ours is a number that this would round.
    text: typeof data === 'string' ? data : JSON.stringify(data ?? ''),
  }
}

const interrupted = 'Interrupted'

/** An error of the kind that callers know by its name; there is no DOMException here. */
function named(name: string, said: string): Error {
  const error = new Error(said)
  error.name = name
  return error
}

/** By the words of `errMsg`, which hosts agree on more than on numbers. */
function readFailure({ errMsg = '', errno }: MiniFailure, url: string): Error {
  if (/domain list/i.test(errMsg) || errno === 600002) {
    const [domain = url] = /^\w+:\/\/[^/?#]+/.exec(url) ?? []
    return new ShopError('DOMAIN_NOT_LISTED', { domain })
  }
  if (/interrupted/i.test(errMsg)) return named(interrupted, errMsg)
  if (/abort/i.test(errMsg)) return named('AbortError', errMsg)
  const code = /timeout/i.test(errMsg) || errno === 5 ? 'TIMEOUT' : 'OFFLINE'
  return new ShopError(code, { said: errMsg })
}

/** Resolves once the program is in front; at once where it is, or where that cannot be known. */
function shown(page: Page): Promise<void> {
  if (!page.isHidden()) return Promise.resolve()
  return new Promise((done) => {
    const stop = page.watch(() => {
      if (page.isHidden()) return
      stop()
      done()
    })
  })
}
