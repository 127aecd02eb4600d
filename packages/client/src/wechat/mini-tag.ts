/**
 * WeChat's tag that opens a mini-program from a page, once `openWechatPage` has agreed with WeChat.
 * It belongs into the page itself: inside a shadow root WeChat does not find it.
 *
 * @param mini.originalId - `gh_…`
 * @param mini.path - page of the mini-program, with its query; WeChat wants `.html` after the page's name
 * @param label - what stands on it; plain text
 */
export function wechatMiniTag(
  mini: { readonly originalId: string; readonly path: string },
  label: string,
): HTMLElement {
  const tag = document.createElement('wx-open-launch-weapp')
  tag.setAttribute('username', mini.originalId)
  tag.setAttribute('path', withSuffix(mini.path))
  const look = document.createElement('template')
  const words = document.createElement('span')
  words.textContent = label
  // Not by the attribute: policies of pages forbid styles in markup.
  words.style.cssText = 'display:block;padding:12px 20px;text-align:center;font-size:16px'
  look.content.append(words)
  tag.append(look)
  return tag
}

/** `/pages/share/index?s=1` → `/pages/share/index.html?s=1` */
function withSuffix(path: string): string {
  const [page = '', ...query] = path.split('?')
  const whole = page.endsWith('.html') ? page : `${page}.html`
  return query.length > 0 ? `${whole}?${query.join('?')}` : whole
}
