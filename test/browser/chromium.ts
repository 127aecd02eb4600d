import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { chineseFonts } from './fonts.ts'
import { unpackedChromium } from './unpacked.ts'

/** A Chromium that can be started: where it is, and what its process must find in its environment. */
export interface Executable {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/** Where Chrome and Chromium live when a machine has them, first match wins. */
const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Names outside this machine do not resolve, so a test that reaches for the internet fails on
 * every machine alike. `anything.test` is this machine: use it for a foreign page's origin.
 */
const loopbackOnly =
  '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  loopbackOnly,
]

/** The browser to use: `CHROMIUM_PATH`, else the machine's own, else the one that npm brought. */
export async function findChromium(): Promise<Executable> {
  const asked = process.env.CHROMIUM_PATH
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) {
      throw new Error(
        `CHROMIUM_PATH is ${asked}, but there is no such file: set it to a Chrome or Chromium, or unset it.`,
      )
    }
    return { path: asked, env: {} }
  }
  const own = usualPaths.find((path) => existsSync(path))
  if (own !== undefined) return { path: own, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return npmChromium()
  throw new Error(
    `No Chrome or Chromium was found on this ${process.platform} ${process.arch} machine, and npm brings one only for linux x64: install Chrome, or set CHROMIUM_PATH to its program.`,
  )
}

/** The Chromium that npm brought, with the libraries that a bare machine lacks on its path. */
async function npmChromium(): Promise<Executable> {
  const folder = await unpackedChromium()
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH ?? '']
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries.filter((path) => path !== '').join(delimiter) },
  }
}

/**
 * Starts a real Chromium with a Chinese font. The caller closes it.
 *
 * Never answers "no browser": a machine without one gets an error that says what to do, so that
 * no test of what people see is skipped in silence.
 */
export async function openChromium(more: readonly string[] = []): Promise<Browser> {
  const { path, env } = await findChromium()
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  try {
    return await chromium.launch({
      executablePath: path,
      args: [...flags, ...more],
      env: { ...Object.fromEntries(inherited), ...(await chineseFonts()), ...env },
    })
  } catch (cause) {
    throw new Error(
      `The browser ${path} did not start: install Chrome or Chromium, or set CHROMIUM_PATH to one that does.`,
      { cause },
    )
  }
}
