/** UTF-8 bytes of a text, where there is no `TextEncoder`; lone surrogates become U+FFFD. */
export function utf8(text: string): Uint8Array {
  const percent = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
  return Uint8Array.from(percent.match(/%..|./g) ?? [], (sign) =>
    sign.length === 3 ? Number.parseInt(sign.slice(1), 16) : sign.charCodeAt(0),
  )
}
