import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { components } from '../src/index.ts'
import type { Target } from './targets.ts'
import { calledIn, expand, type Fragments, fragmentsIn, translate, usedIn } from './template.ts'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** A file to be written, by its path below the target's folder. */
export type Files = Record<string, string>

const names = Object.keys(components) as (keyof typeof components)[]

/** All files of a target beside the code that its components share. */
export function componentFiles(target: Target): Files {
  const fragments = readFragments()
  const base = read('look/base.wxss')
  return Object.assign({}, ...names.map((name) => filesOf(name, target, fragments, base)))
}

function filesOf(
  name: keyof typeof components,
  target: Target,
  fragments: Fragments,
  base: string,
): Files {
  const written = read(`${name}/${name}.wxml`)
  const template = expand(written, fragments)
  const styles = fragmentsIn(written).map((each) => readIfThere(`look/${each}.wxss`))
  demandMethods(name, template)
  const usingComponents = Object.fromEntries(
    usedIn(template).map((each) => [`xp-${each}`, `../${each}/${each}`]),
  )
  const path = `${name}/${name}`
  return {
    [`${path}.js`]: `Component(require('../xiaopu.js').components.${name})\n`,
    [`${path}.json`]: `${JSON.stringify({ component: true, usingComponents }, null, 2)}\n`,
    [`${path}.${target.template}`]: `${translate(template, target)}\n`,
    [`${path}.${target.style}`]: tight([base, ...styles, read(`${name}/${name}.wxss`)].join('')),
  }
}

/** A tap that nobody hears is found here, not by a buyer. */
function demandMethods(name: keyof typeof components, template: string): void {
  const { methods } = components[name] as { methods: object }
  for (const called of calledIn(template)) {
    if (!(called in methods)) throw new Error(`${name}.wxml calls ${called}, which is not there`)
  }
}

function readFragments(): Fragments {
  const files = globSync('look/*.wxml', { cwd: source })
  return Object.fromEntries(files.map((file) => [basename(file, '.wxml'), read(file)]))
}

/** Few fragments have a style of their own. */
function readIfThere(path: string): string {
  return existsSync(join(source, path)) ? read(path) : ''
}

function read(path: string): string {
  return readFileSync(join(source, path), 'utf8')
}

function tight(style: string): string {
  const bare = style.replace(/\/\*[\s\S]*?\*\//g, '')
  return bare.replace(/\s*\n\s*/g, '').replace(/;}/g, '}\n')
}
