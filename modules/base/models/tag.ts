import { Model, text, type Has } from '#addon'

/** A free label. Tags belong to the tenant, so that all locations use the same words. */
export class Tag extends Model {
  static override table = 'base_tags'
  static override label = { one: 'tag', many: 'tags' }
  static override icon = 'tag'

  static override fields = {
    name: text({ label: 'Name', required: true, size: 60, search: true, translate: true }),
  }
}

export interface Tag extends Has<typeof Tag> {}
