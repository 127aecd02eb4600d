import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'

// Run by unpacked.ts as a program: unpacks the browser and its libraries into TMPDIR.
const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
const archives = join(dirname(entry), '..', 'bin')
await inflate(join(archives, 'chromium.br'))
await inflate(join(archives, 'al2023.tar.br'))
