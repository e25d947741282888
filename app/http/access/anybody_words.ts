import { anybody } from '../../access/anybody.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import { localeOf } from '../formats.ts'
import type { Page } from '../page.ts'

/** With these words a condition says "the user" where it means whoever asks. */
export function anybodyWords({ t, language }: Page): WordOptions {
  return {
    t,
    locale: localeOf(language),
    names: new Map([
      [anybody.userId!, t('ui.roles.oneself')],
      [anybody.locationIds![0]!, t('ui.roles.ownLocations')],
    ]),
  }
}
