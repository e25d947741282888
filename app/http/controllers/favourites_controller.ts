import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { SHARE } from '../../access/permissions.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { favouritesPage, type Refused } from '../favourites/favourites_page.ts'
import { Favourites, LONGEST_NAME, type Favourite } from '../favourites/favourites.ts'
import { mayChange } from '../favourites/may_change.ts'
import { keptQuery } from '../favourites/kept_query.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'
import { textsOf } from '../texts.ts'

/** Searches of a screen that are saved under a name. */
export default class FavouritesController {
  index(ctx: HttpContext) {
    return favouritesPage(ctx, textOf(ctx.request.qs().screen))
  }

  async store(ctx: HttpContext) {
    const given = this.#given(ctx)
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const query = keptQuery(ctx, plan, textOf(ctx.request.input('screen')))
    const favourites = new Favourites(plan.href)
    let hasRoom = true
    const fault = await this.#saved(ctx, given.name, async () => {
      hasRoom = await favourites.add({ ...given, query, shared: given.shared && mayShare(ctx) })
    })
    if (fault || !hasRoom) {
      return this.#refuse(ctx, query, { ...given, id: null, fault: fault ?? 'ui.search.tooMany' })
    }
    return this.#done(ctx, 'ui.search.saved', given.name, query)
  }

  async update(ctx: HttpContext) {
    const { favourites, favourite } = await this.#favourite(ctx)
    const given = this.#given(ctx)
    const { id, shared } = favourite
    if (!mayChange(ctx.asker, favourite)) {
      await favourites.setStandard(id, given.standard)
      return this.#done(ctx, 'ui.search.changed', favourite.name)
    }
    const isShared = mayShare(ctx) ? given.shared : shared
    const fault = await this.#saved(ctx, given.name, () =>
      favourites.change(id, { ...given, shared: isShared })
    )
    if (fault) return this.#refuse(ctx, '', { ...given, id, fault })
    return this.#done(ctx, 'ui.search.changed', given.name)
  }

  async destroy(ctx: HttpContext) {
    const { favourites, favourite } = await this.#favourite(ctx)
    if (!mayChange(ctx.asker, favourite)) throw new E_NOT_FOUND()
    await favourites.remove(favourite.id)
    return this.#done(ctx, 'ui.search.removed', favourite.name)
  }

  #given({ request }: HttpContext) {
    return {
      name: textOf(request.input('name')).trim(),
      shared: request.input('shared') === '1',
      standard: request.input('standard') === '1',
    }
  }

  /** One that the asker may see; others do not exist. */
  async #favourite(ctx: HttpContext): Promise<{ favourites: Favourites; favourite: Favourite }> {
    const favourites = new Favourites(actionOf(ctx).href)
    const favourite = await favourites.find(String(ctx.params.id))
    if (!favourite) throw new E_NOT_FOUND()
    return { favourites, favourite }
  }

  /** Saves under a name, or says what is wrong with the name. */
  async #saved({ environment }: HttpContext, name: string, save: () => Promise<void>) {
    if (name === '') return 'ui.error.required'
    if (name.length > LONGEST_NAME) return 'ui.search.longName'
    try {
      await environment!.savepoint(save)
      return null
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return 'ui.search.taken'
      throw error
    }
  }

  #refuse(ctx: HttpContext, screen: string, refused: Refused) {
    ctx.response.status(422)
    return favouritesPage(ctx, screen, refused)
  }

  #done(ctx: HttpContext, text: string, name: string, screen = '') {
    const t = textsOf(i18nManager, ctx.asker.language)
    ctx.session.flash('flash', { kind: 'ok', text: t(text, { name }) })
    const { href } = actionOf(ctx)
    return ctx.response.redirect().toPath(screen ? `${href}?${screen}` : `${href}/favourites`)
  }
}

function mayShare({ asker }: HttpContext): boolean {
  return asker.groups.has(SHARE)
}
