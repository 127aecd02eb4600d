const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML or XML, between tags or in a quoted attribute. */
export function escapeXml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}

/**
 * Without what XML cannot hold (control characters, lone surrogates) and what turns reading
 * direction around.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, (sign) =>
    /\s/.test(sign) ? ' ' : '',
  )
}
