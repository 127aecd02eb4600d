import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const original = fileURLToPath(new URL('../../', import.meta.url))

/** A copy of this repository to break on purpose, with the installed packages linked in. */
export interface Copy {
  readonly root: string
  write(path: string, text: string): void
  /** Replaces the one occurrence of `before`; absent, the test is out of date and fails. */
  change(path: string, before: string, after: string): void
  /** Runs an installed tool in the copy and answers what it printed and whether it was content. */
  run(tool: 'biome' | 'tsc', ...args: string[]): { readonly ok: boolean; readonly output: string }
  /** As it was copied. */
  restore(): void
  remove(): void
}

export function copyRepository(): Copy {
  const root = mkdtempSync(join(tmpdir(), 'xiaopu-planted-'))
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: original,
    encoding: 'utf8',
  })
  for (const path of listed.split('\0')) {
    if (path === '' || !existsSync(join(original, path))) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(join(original, path), join(root, path))
    // Links between workspace packages are relative: inside the copy they lead to the copy.
    const modules = join(dirname(path), 'node_modules')
    if (path.endsWith('/package.json') && existsSync(join(original, modules))) {
      cpSync(join(original, modules), join(root, modules), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (from) => !/\/\.(bin|cache|vite|vite-temp|vitest)(\/|$)/.test(from),
      })
    }
  }
  symlinkSync(join(original, 'node_modules'), join(root, 'node_modules'))
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root })
  git('init', '-q')
  git('add', '-A')
  git('-c', 'user.name=copy', '-c', 'user.email=copy@localhost', 'commit', '-qm', 'As it stands')

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    git('add', path)
  }
  return {
    root,
    write,
    change(path, before, after) {
      const text = readFileSync(join(root, path), 'utf8')
      if (text.split(before).length !== 2) throw new Error(`${path} does not hold one "${before}"`)
      write(
        path,
        text.replace(before, () => after),
      )
    },
    run(tool, ...args) {
      const program = join(original, 'node_modules/.bin', tool)
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
      return { ok: status === 0, output: stdout + stderr }
    },
    restore() {
      git('reset', '-q', '--hard')
      git('clean', '-fdxq', '-e', 'node_modules')
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
