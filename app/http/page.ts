import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { appUrl } from '#config/app'
import { assetTags } from '../views/assets.ts'
import { avatarOf } from '../views/people.ts'
import { directionOf } from '../views/pseudo_locale.ts'
import { formatsOf, type Formats } from './formats.ts'
import { menuHtml } from './menu.ts'
import { tenantOf } from './tenant_of.ts'
import { textsOf } from './texts.ts'
import { trayOf, type Tray } from './tray.ts'
import type { Translate } from '../views/texts.ts'

export interface Crumb {
  label: string
  href: string | null
}

/** What the person is told once after an action. */
export interface Flash {
  kind: 'ok' | 'bad' | 'warn'
  text: string
  /** Records that it is about. */
  links?: readonly { label: string; href: string }[]
  /** Where what was done is undone. */
  undoHref?: string
}

/** What the frame around a page says of it. */
export interface Content {
  title: string
  crumbs: Crumb[]
  /** The menu entry that is marked as the current one. */
  menuHref?: string
}

const { version } = JSON.parse(readFileSync(app.makePath('package.json'), 'utf8')) as {
  version: string
}

/** Stands in the frame where the body belongs. */
const PLACE = '\u0000body\u0000'

/** A page behind the log-in: the frame around a body, in the language of the user. */
export class Page {
  /** The language of the user. */
  readonly language: string
  readonly t: Translate
  readonly formats: Formats
  #ctx: HttpContext

  constructor(ctx: HttpContext) {
    this.#ctx = ctx
    this.language = ctx.asker.language
    this.t = textsOf(i18nManager, ctx.asker.language)
    this.formats = formatsOf(ctx.asker.language, ctx.asker.timeZone, tenantOf(ctx).dateFormat)
  }

  /**
   * Renders the frame around ready HTML. The body does not go through the template: Edge would
   * search the whole page for a last line break, which took a twentieth of the time of a list.
   * The page leaves as bytes, made once; from a string they would be counted and then made.
   */
  async render(content: Content, body: string): Promise<Buffer> {
    const frame = await this.#ctx.view.render('layouts/app', {
      frame: this.#frame(content, await trayOf(this.#ctx)),
      body: PLACE,
      t: this.t,
    })
    const place = frame.indexOf(PLACE)
    this.#ctx.response.header('content-type', 'text/html; charset=utf-8')
    return Buffer.from(frame.slice(0, place) + body + frame.slice(place + PLACE.length))
  }

  /** Renders a template that puts itself into the frame. */
  async renderView(template: string, content: Content & { state: object }): Promise<string> {
    return this.#ctx.view.render(template, {
      ...content.state,
      frame: this.#frame(content, await trayOf(this.#ctx)),
      t: this.t,
    })
  }

  /** Renders a page with a link that is shown this once. */
  renderSecretLink({
    intro,
    path,
    back,
    ...content
  }: Content & { intro: string; path: string; back: { label: string; href: string } }) {
    const link = new URL(path, appUrl).href
    return this.renderView('pages/secret_link', {
      ...content,
      state: { title: content.title, intro, link, back },
    })
  }

  #frame({ title, crumbs, menuHref }: Content, tray: Tray | null) {
    const { identity, asker, registry, request, session } = this.#ctx
    const { user, tenant, tenants, locations, selectedLocationIds, impersonator } = identity!
    return {
      title,
      crumbs: this.#trail(crumbs, menuHref),
      tenant,
      tenants,
      locations: locations.map((place, index) => ({
        ...place,
        letter: place.name.slice(0, 1).toUpperCase(),
        kind: (index % 6) + 1,
        selected: selectedLocationIds ? selectedLocationIds.includes(place.id) : true,
      })),
      locationLabel: this.locationLabel,
      user: {
        id: user!.id,
        name: user!.name,
        ...avatarOf(user!.name),
      },
      impersonator: impersonator?.name ?? null,
      menuHtml: menuHtml(registry, asker, menuHref ?? null),
      csrf: request.csrfToken,
      assets: assetTags(),
      lang: asker.language,
      theme: user!.theme,
      density: user!.density,
      dir: directionOf(asker.language),
      tray,
      flash: (session.flashMessages.get('flash') as Flash | undefined) ?? null,
      search: { action: '/search' },
      version,
    }
  }

  /** A trail that only repeats the title says where in the menu the page is, or is left out. */
  #trail(crumbs: Crumb[], menuHref?: string): Crumb[] {
    if (crumbs.length !== 1 || crumbs[0]!.href) return crumbs
    const section = this.#ctx.registry.menu.find(({ entries }) =>
      entries.some(({ href }) => href === menuHref)
    )
    return section ? [{ label: section.label, href: '/' }, ...crumbs] : []
  }

  /** The locations that the asker works in, in a word or two. */
  get locationLabel(): string {
    const { allLocations, locations, selectedLocationIds } = this.#ctx.identity!
    if (locations.length === 0 && !allLocations) return this.t('ui.frame.noLocation')
    const chosen = selectedLocationIds
      ? locations.filter((place) => selectedLocationIds.includes(place.id))
      : locations
    if (chosen.length === 1) return chosen[0]!.name
    if (!selectedLocationIds) return this.t('ui.frame.allLocations')
    return this.t('ui.frame.someLocations', { count: chosen.length })
  }
}
