/** Where the pictures of 1688 live; whoever serves a description offline puts another host there. */
export const pictureHost = 'https://cbu01.alicdn.com/'

/** The parts of a supplier's description. */
export interface Words {
  readonly subject: string
  readonly words: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly notice: string
  readonly images: readonly string[]
}

/** HTML as 1688's editor makes it: centred pictures, a table of facts, notes in small print. */
export function description({ subject, words, attributes, notice, images }: Words): string {
  const sentences = words.split('。').filter(Boolean)
  const rows = attributes.map(
    ({ name, value }) => `<tr><td>${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  )
  const pictures = images.map(
    (path) =>
      `<p style="text-align:center;"><img src="${pictureHost}${path}" alt="${escaped(subject)}"/></p>`,
  )
  return [
    '<div id="offer-template-0"></div>',
    `<p><strong>${escaped(subject)}</strong></p>`,
    `<ul>${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`,
    `<table border="1"><tbody>${rows.join('')}</tbody></table>`,
    ...pictures,
    `<p><span style="color:#888888;font-size:12px;">${escaped(notice)}</span></p>`,
  ].join('\n')
}

/** Text as HTML text or attribute value. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
