import { afterAll } from 'vitest'
import { endFile } from './at-file-end.ts'

// Vitest evaluates this anew for each test file.
afterAll(endFile)
