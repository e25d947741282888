import { Model, boolean, country, integer, text, type Has } from '#addon'

/** A place of business of a tenant. Records of a location are seen by those who work there. */
export class Location extends Model {
  static override table = 'locations'
  static override label = { one: 'location', many: 'locations' }
  static override icon = 'map-pin'
  static override hasThread = false

  static override fields = {
    name: text({ label: 'Name', required: true, size: 80, search: true }),
    sequence: integer({
      label: 'Order',
      required: true,
      default: 10,
      help: 'Locations with a smaller number come first.',
    }),
    country: country({
      label: 'Country',
      help: 'Telephone numbers without a country code are in it.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Location extends Has<typeof Location> {}
