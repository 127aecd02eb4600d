import { fileURLToPath } from 'node:url'

/** Root of the widgets package: its main file is in `src` here, in `dist` where it was installed. */
export const widgetsDir = fileURLToPath(new URL('../', import.meta.resolve('@xiaopu/widgets')))

/** Folder with the built files that pages load. */
export const embedDir = fileURLToPath(
  new URL('../dist/embed', import.meta.resolve('@xiaopu/widgets')),
)
