import type { HttpContext } from '@adonisjs/core/http'
import { API } from '../access/permissions.ts'
import type { Page } from './page.ts'

/** The pages about oneself, in the order of their links. */
const pages = [
  { key: 'preferences', href: '/account/preferences' },
  { key: 'ownEmail', href: '/account/email' },
  { key: 'ownPassword', href: '/account/password' },
  { key: 'sessions', href: '/account/sessions' },
  { key: 'security', href: '/account/security' },
  { key: 'tokens', href: '/account/tokens' },
] as const

type AccountPage = (typeof pages)[number]['key']

/** Renders a page about oneself: the same head, with links to the others, above each. */
export function renderAccountPage(
  ctx: HttpContext,
  page: Page,
  content: { key: AccountPage; template: string; state: object }
): Promise<string> {
  const shown = pages.filter(({ key }) => key !== 'tokens' || ctx.asker.groups.has(API))
  const title = page.t(`ui.${content.key}.title`)
  return page.renderView(content.template, {
    title,
    crumbs: [],
    state: {
      ...content.state,
      csrf: ctx.request.csrfToken,
      account: {
        title,
        intro: page.t(`ui.${content.key}.intro`),
        links: shown.map(({ key, href }) => ({
          label: page.t(`ui.account.${key}`),
          href,
          current: key === content.key,
        })),
      },
    },
  })
}
