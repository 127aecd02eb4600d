import { randomBytes } from 'node:crypto'
import { type JsonObject, writeJson } from '../json.ts'

/** Refused by the gateway before the API ran: envelope E0 (reference §1.6). */
export class GatewayError extends Error {
  override name = 'GatewayError' as const
  readonly code: string
  readonly status: number

  /** Members that the answer carries besides. */
  readonly also: JsonObject

  constructor(code: string, message: string, status = 400, also: JsonObject = {}) {
    super(message)
    this.code = code
    this.status = status
    this.also = also
  }
}

export const newRequestId = (): string => randomBytes(15).toString('hex')

export function gatewayErrorBody(error: GatewayError, requestId: string): string {
  return writeJson({
    ...error.also,
    error_code: error.code,
    error_message: error.message,
    exception: error.message,
    request_id: requestId,
  })
}
