/** A link of a page, with its address as a browser would ask for it. */
export interface PageLink {
  text: string
  href: string
  current: boolean
}

/** The chips in the search box of a page: what they say, and where one is rid of them. */
export function chipsOf(html: string): { text: string; removeHref: string }[] {
  const chips = html.matchAll(
    /<span class="facet"><b>([^<]*)<\/b><span>([^<]*)<\/span><a href="([^"]*)"/g
  )
  return [...chips].map(([, label, value, href]) => ({
    text: `${plain(label!)}: ${plain(value!)}`,
    removeHref: plain(href!),
  }))
}

/** The links in the menus of a page. */
export function menuLinksOf(html: string): PageLink[] {
  const links = html.matchAll(/<a class="item" href="([^"]*)"([^>]*)>([^<]*)/g)
  return [...links].map(([, href, more, text]) => ({
    text: plain(text!),
    href: plain(href!),
    current: more!.includes('aria-current'),
  }))
}

/** The link of a menu with this text. */
export function menuLink(html: string, text: string): PageLink {
  const link = menuLinksOf(html).find((each) => each.text === text)
  if (!link) throw new Error(`No menu has a link ${text}`)
  return link
}

/** Text as it stands in HTML, as people read it. */
export function plain(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** An address with a domain of one's own. */
export function withDomain(path: string, domain: unknown[]): string {
  return `${path}?${new URLSearchParams({ domain: JSON.stringify(domain) })}`
}
