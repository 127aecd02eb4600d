import { apiPage } from './api-page.ts'
import { callsPages } from './calls-pages.ts'
import { cliPage } from './cli-page.ts'
import { elementsPage } from './elements-page.ts'
import { errorsPage } from './errors-page.ts'
import { sandboxPage } from './sandbox-page.ts'

export interface ReferencePage {
  /** Below the repository's root. */
  readonly path: string
  readonly text: string
}

/** Every page of docs/reference as the sources say it now. */
export async function referencePages(root: string): Promise<readonly ReferencePage[]> {
  return [
    { path: 'docs/reference/api.md', text: apiPage(root) },
    { path: 'docs/reference/cli.md', text: cliPage(root) },
    { path: 'docs/reference/errors.md', text: errorsPage() },
    { path: 'docs/reference/elements.md', text: elementsPage(root) },
    { path: 'docs/reference/sandbox.md', text: await sandboxPage() },
    ...callsPages(root),
  ]
}
