/** SQLSTATE of PostgreSQL, or the code of a system call; empty where an error has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/**
 * Whether the database cannot serve at the moment, through no fault of the statement: it is not
 * reached, starts or stops (57P01 to 57P03, class 08), has no connection left (53300), no room on its disk
 * (53100) or no memory (53200), fails to read or write (58030), or only reads (25006).
 */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // The driver's own errors have no code.
  return goneCodes.test(codeOf(error)) || goneWords.test(error.message)
}

const goneCodes =
  /^(08...|57P0[123]|53[123]00|58030|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/
const goneWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/
