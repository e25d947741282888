import type { HttpContext } from '@adonisjs/core/http'
import { operations } from '../../access/declarations.ts'
import { RoleMatrix } from '../access/role_matrix.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { localeOf } from '../formats.ts'
import { requireMenuPage } from '../menu_page.ts'
import { Page } from '../page.ts'

const HREF = '/base/roles'

/** What each role may do in the tenant: those of modules, and groups of its own. */
export default class RolesController {
  /** All roles, or the one that is asked for. Throws E_NOT_FOUND where there is no such role. */
  async index(ctx: HttpContext) {
    requireMenuPage(ctx, HREF)
    const page = new Page(ctx)
    const title = page.t('ui.roles.title')
    const roles = ctx.registry.access.roles
      .filter(({ isPermission }) => !isPermission)
      .sort((one, other) => one.title.localeCompare(other.title, localeOf(page.language)))
    const name = String(ctx.request.input('role') ?? '')
    const shown = roles.filter((role) => !name || role.name === name)
    if (shown.length === 0) throw new E_NOT_FOUND()
    const matrix = new RoleMatrix(ctx.registry, page)
    return page.renderView('pages/roles', {
      title,
      crumbs: [{ label: title, href: null }],
      menuHref: HREF,
      state: {
        asked: name,
        choices: roles,
        columns: operations.map((operation) => page.t(`ui.access.can.${operation}`)),
        roles: shown.map((role) => matrix.of(role)),
      },
    })
  }
}
