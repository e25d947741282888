import { Model, boolean, many2one, openWebhookEndpoint, selection, text, type Has } from '#addon'
import { Location } from '#modules/base/models/location'

/** Says which of our locations a location of another system is. */
export class Connection extends Model {
  static override table = 'integrations_connections'
  static override titleField = 'externalId'
  static override label = { one: 'connection', many: 'connections' }
  static override icon = 'cable'
  static override hasThread = false

  static override fields = {
    externalId: text({
      label: 'Their location ID',
      required: true,
      size: 120,
      search: true,
      help: 'In GoHighLevel: Settings, Business profile, Location ID.',
    }),
    provider: selection({
      label: 'System',
      required: true,
      default: 'ghl',
      options: { ghl: 'GoHighLevel' },
    }),
    location: many2one(() => Location, { label: 'Location', required: true }),
    endpointKey: text({ label: 'Key', required: true, readonly: true }),
    address: text({
      label: 'Webhook address',
      readonly: true,
      generated: true,
      depends: ['provider', 'endpointKey'],
      help: 'Put it after the address of this server. Whoever knows it can send events.',
    }),
    active: boolean({ label: 'Active', default: true }),
  }

  /**
   * Connects a location of another system to one of ours, unless it is connected already. The
   * webhook's address is in `address`.
   */
  static async connect(
    provider: 'ghl',
    externalId: string,
    locationId: string
  ): Promise<Connection> {
    const found = await this.findBy({ provider, externalId })
    const connection = found ?? (await this.create({ provider, externalId, locationId }))
    return connection.refresh()
  }

  /** The connection for a location of another system, or null where it is not connected. */
  static async of(provider: string, externalId: string | null): Promise<Connection | null> {
    if (externalId === null) return null
    return this.query().where({ provider, externalId, active: true }).first()
  }
}

export interface Connection extends Has<typeof Connection> {}

Connection.before('create', async (connection) => {
  connection.provider ??= 'ghl'
  connection.endpointKey ??= await openWebhookEndpoint(connection.provider)
})
