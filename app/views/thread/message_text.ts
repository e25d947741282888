import { LinkifyIt } from 'linkify-it'
import { escape } from '../html.ts'

const links = new LinkifyIt({ fuzzyEmail: false })
links.add('ftp:', null).add('//', null).add('mailto:', null)

/**
 * What somebody wrote, as HTML: lines stay lines, addresses of the web become links, and names of
 * those who are mentioned stand out. Everything else is text.
 */
export function messageText(body: string, mentioned: readonly string[]): string {
  const parts: string[] = []
  let end = 0
  for (const { index, lastIndex, url } of links.match(body) ?? []) {
    parts.push(plain(body.slice(end, index), mentioned), link(url, body.slice(index, lastIndex)))
    end = lastIndex
  }
  parts.push(plain(body.slice(end), mentioned))
  return parts.join('').replaceAll('\n', '<br>')
}

function link(url: string, text: string): string {
  return `<a href="${escape(url)}" target="_blank" rel="noopener noreferrer nofollow">${escape(text)}</a>`
}

function plain(text: string, mentioned: readonly string[]): string {
  let written = escape(text)
  for (const name of mentioned) {
    written = written.replaceAll(
      new RegExp(`@${RegExp.escape(escape(name))}(?![\\p{L}\\p{N}])`, 'giu'),
      (found) => `<b>${found}</b>`
    )
  }
  return written
}
