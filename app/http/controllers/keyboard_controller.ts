import type { HttpContext } from '@adonisjs/core/http'
import { keySections } from '../keyboard/keys.ts'

/** What the keyboard does. */
export default class KeyboardController {
  show({ page }: HttpContext) {
    const title = page.t('ui.keyboard.title')
    const sections = keySections.map(({ title: name, keys }) => ({
      title: page.t(`ui.keyboard.${name}`),
      keys: keys.map(([text, held]) => ({
        text: page.t(`ui.keyboard.${text}`),
        keys: held.split(' ').map((each) => each.split('+')),
      })),
    }))
    const crumbs = [{ label: title, href: null }]
    return page.renderView('pages/keyboard', { title, crumbs, state: { title, sections } })
  }
}
