import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleMini } from '../../client/build/bundle.ts'
import { componentFiles, type Files } from './components.ts'
import type { Target } from './targets.ts'
import { translate } from './template.ts'

const source = new URL('../src/index.ts', import.meta.url).pathname

/** The components of a target, complete with the code that they share. */
export async function packageFiles(target: Target): Promise<Files> {
  return {
    ...componentFiles(target),
    'package.json': '{ "type": "commonjs" }\n',
    'xiaopu.js': await bundleMini(source, 'cjs'),
  }
}

/**
 * A whole program for a target from a folder that is written for WeChat: its pages translated, the
 * components beside them in `xiaopu`, and the project file that the target's tool opens.
 */
export async function programFiles(folder: string, target: Target): Promise<Files> {
  const files: Files = {}
  for (const path of globSync('{*.{js,json,wxss},pages/**/*.{js,json,wxml,wxss}}', {
    cwd: folder,
  })) {
    const text = readFileSync(join(folder, path), 'utf8')
    if (path.endsWith('.wxml')) {
      files[path.replace(/wxml$/, target.template)] = translate(text, target)
    } else files[path.replace(/wxss$/, target.style)] = text
  }
  for (const [path, text] of Object.entries(await packageFiles(target))) {
    files[`xiaopu/${path}`] = text
  }
  return { ...files, ...target.project }
}
