import type { HttpContext } from '@adonisjs/core/http'
import { operations } from '../../access/declarations.ts'
import type { Model } from '../../models/model.ts'
import type { MemberEffect, RightEffect } from '../../modules/right_effect.ts'
import type { Crumb, Page } from '../page.ts'
import { effectTexts, recordsChanged } from './effect_texts.ts'
import type { Outliving } from './outliving.ts'

const MOST_SHOWN = 100

/** What a change comes to for the records of one model. */
export interface ModelEffect {
  model: typeof Model
  effect: RightEffect
}

/** A change of access that is shown before it is made. */
export interface ShownChange {
  title: string
  crumbs: Crumb[]
  menuHref: string
  intro: string | null
  /** Empty where the records that it is about are not there. */
  effects: readonly ModelEffect[]
  /** What becomes of keys and links of those whose rights change. */
  outliving: readonly Outliving[]
  /** Said where nobody gains or loses anything. */
  nothing: string
  /** Where the form that makes the change is posted, and what with. */
  action: string
  hidden: readonly (readonly [name: string, value: string])[]
  doLabel: string
  keepHref: string
  keepLabel: string
}

/** The page that says who gains and loses what by a change, with the button that makes it. */
export function renderEffectPage(
  { request }: HttpContext,
  page: Page,
  { title, crumbs, menuHref, effects, nothing, ...shown }: ShownChange
): Promise<string> {
  const felt = effects.filter(({ effect }) => effect.members.length > 0)
  const summary = felt.flatMap(({ model, effect }) => effectTexts(effect, model, page.t))
  const bounded = effects.find(({ effect }) => effect.isBounded)
  return page.renderView('pages/access_effect', {
    title,
    crumbs,
    menuHref,
    state: {
      ...shown,
      csrf: request.csrfToken,
      summary: [
        ...(summary.length > 0 ? summary : [nothing]),
        ...(bounded ? [page.t('ui.rights.bounded', { users: bounded.effect.looked })] : []),
      ],
      columns: operations.map((name) => page.t(`ui.access.can.${name}`)),
      rows: felt
        .flatMap(({ model, effect }) => effect.members.map((member) => ({ model, member })))
        .slice(0, MOST_SHOWN)
        .map(({ model, member }) => ({
          name: member.name,
          records: model.labels.many,
          cells: operations.map((operation) => recordsChanged(member, operation, page.formats)),
          fields: fieldsText(member),
        })),
    },
  })
}

function fieldsText({ fieldsGained, fieldsLost }: MemberEffect): string {
  return [
    ...fieldsGained.map((label) => `+ ${label}`),
    ...fieldsLost.map((label) => `− ${label}`),
  ].join(', ')
}
