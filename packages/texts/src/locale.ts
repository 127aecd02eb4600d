export type Locale = 'zh-CN' | 'en'

/**
 * The locale for an `Accept-Language` header or a `navigator.language`.
 *
 * The most wanted language that we speak; English for people who named only others; Chinese for
 * those who named none, because the shops are.
 */
export function localeOf(wanted: string | null | undefined): Locale {
  const languages = (wanted ?? '')
    .split(',')
    .map(readWish)
    .filter(({ language, quality }) => language !== '' && language !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  const spoken = languages.find(({ language }) => language === 'zh' || language === 'en')
  if (spoken) return spoken.language === 'zh' ? 'zh-CN' : 'en'
  return languages.length > 0 ? 'en' : 'zh-CN'
}

function readWish(wish: string): { language: string; quality: number } {
  const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return {
    language: (tag.split(/[-_]/)[0] ?? '').toLowerCase(),
    quality: quality === undefined ? 1 : Number(quality) || 0,
  }
}
