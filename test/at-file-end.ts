/** What is to be done when the test file that runs now is over: files of one process share modules. */
const ends: (() => Promise<void>)[] = []

/** What a server of hono puts its own in place of, for the whole process: with them ky's calls end as OFFLINE. */
const own = { Request, Response }

export function atFileEnd(end: () => Promise<void>): void {
  ends.push(end)
}

export async function endFile(): Promise<void> {
  for (const end of ends.splice(0)) await end()
  Object.assign(globalThis, own)
}
