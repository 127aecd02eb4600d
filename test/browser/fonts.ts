import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, realpath, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './unpacked.ts'

const weights = ['400Regular', '500Medium', '700Bold']

/**
 * The environment that makes Chromium draw Chinese on Linux, whatever fonts the machine has:
 * a fontconfig file that knows Noto Sans SC from npm and nothing else, so pictures look alike.
 */
export async function chineseFonts(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {}
  const entry = fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc'))
  const fonts = await realpath(dirname(entry))
  const folders = weights.map((weight) => join(fonts, weight))
  for (const folder of folders) {
    if (!existsSync(folder)) throw new Error(`The Chinese font is missing: ${folder}. Run install.`)
  }
  return { FONTCONFIG_FILE: await fontconfig(folders) }
}

/** Writes the file whole or not at all: several test files start browsers at the same moment. */
async function fontconfig(folders: readonly string[]): Promise<string> {
  const home = join(cacheFolder(), 'fonts')
  const text = document(folders, join(home, 'cache'))
  const file = join(home, `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.conf`)
  if (existsSync(file)) return file
  await mkdir(home, { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, text)
  await rename(draft, file)
  return file
}

function document(folders: readonly string[], cache: string): string {
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui']
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${cache}</cachedir>
${generic.map((name) => `  <alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n')}
</fontconfig>
`
}
