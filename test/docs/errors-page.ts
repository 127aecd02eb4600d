import { type FailureCode, failures } from '@xiaopu/domain'
import { textsFor } from '@xiaopu/texts'
import { code, page, table } from './markdown.ts'

const about = `Every code that a request can fail with, and what the person is told. The table is closed: what is not in it
answers \`INTERNAL\` and is a bug. What to do about each: [when something fails](../when-something-fails.md),
[出错了怎么办](../zh/when-something-fails.md).

On the wire a failure is \`application/problem+json\`:

\`\`\`json
{
  "type": "https://xiaopu.dev/problems/OUT_OF_STOCK",
  "title": "out of stock",
  "status": 409,
  "code": "OUT_OF_STOCK",
  "detail": { "sku": "sku_…", "asked": 5, "left": 3 },
  "requestId": "req_…"
}
\`\`\`

Branch on \`code\`, never on text. *Again* says whether the same request may succeed later; \`0\` means that no answer came.
The sentences get more exact with the facts in \`detail\` (how many are left, which origin); here they stand without.`

/** The table of failures with both texts. */
export function errorsPage(): string {
  const zh = textsFor('zh-CN').failures
  const en = textsFor('en').failures
  const rows = (Object.keys(failures) as FailureCode[]).map((name) => {
    const { status, retry } = failures[name]
    return [code(name), String(status), retry ? 'yes' : '', zh[name]({}), en[name]({})]
  })
  return page('Errors 错误码', about, [table(['Code', 'HTTP', 'Again', '中文', 'English'], rows)])
}
