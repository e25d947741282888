import type { ApplicationService } from '@adonisjs/core/types'
import edge from 'edge.js'
import pg from 'pg'
import { credentials } from '#config/database'
import { parseMoment, TIMESTAMPTZ } from '../environment/timestamps.ts'
import { Listener } from '../environment/listener.ts'
import { openIdentityPool, closeIdentityPool } from '../identity/connection.ts'
import { writeRefusals } from '../inbox/refusals.ts'
import { hearOfWrites } from '../models/answer_cache.ts'
import { StrictAdapter } from '../models/strict_adapter.ts'
import { Model } from '../models/model.ts'
import { deliverBy } from '../models/notifications.ts'
import { Follower } from '../modules/follower.ts'
import { ModulesService } from '../modules/modules_service.ts'
import { Operator } from '../modules/operations/operator.ts'
import { edgeHelpers } from '../views/edge_helpers.ts'
import { mailNotifications } from './jobs/notification_mail.ts'
import { textsOf } from './texts.ts'
import { freezeComponents } from './edge_components.ts'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    modules: ModulesService
    /** What other processes of this installation say. */
    listener: Listener
    /** Keeps the process on the modules that are in force. */
    follower: Follower
    operator: Operator
  }
}

const DATE_OID = 1082

/** Days stay texts (`2026-11-21`): as `Date` they would shift with the server's time zone. */
pg.types.setTypeParser(DATE_OID, (value: string) => value)
pg.types.setTypeParser(TIMESTAMPTZ, parseMoment)

/** Wires the rooms of the host into the AdonisJS application. */
export default class HostProvider {
  protected app: ApplicationService

  constructor(app: ApplicationService) {
    this.app = app
  }

  register() {
    this.app.container.singleton('modules', () => {
      return new ModulesService(this.app.makePath(), process.env.ADDONS_PATH)
    })
    this.app.container.singleton('listener', () => {
      return new Listener({ ...credentials.of('identity'), application_name: 'tatami listener' })
    })
    this.app.container.singleton('follower', async (resolver) => {
      const kind = this.app.getEnvironment() === 'web' ? 'web' : 'worker'
      const [modules, listener] = [await resolver.make('modules'), await resolver.make('listener')]
      const follower = new Follower(modules, listener, kind)
      follower.begin()
      return follower
    })
    this.app.container.singleton('operator', async (resolver) => {
      const database = await resolver.make('lucid.db')
      return new Operator(database, credentials, await resolver.make('modules'))
    })
  }

  async boot() {
    openIdentityPool(credentials)
    const database = await this.app.container.make('lucid.db')
    Model.$adapter = new StrictAdapter(database)
    deliverBy(mailNotifications)
    const i18n = await this.app.container.make('i18n')
    edge.global('t', textsOf(i18n, 'en'))
    for (const [name, helper] of Object.entries(edgeHelpers)) edge.global(name, helper)
    edge.configure({ cache: !this.app.inDev })
    edge.mount(this.app.viewsPath())
  }

  /**
   * Routes of every module on disk are declared now; those not installed answer 404. A server
   * opens the registry before it listens: the first request may be a webhook, and one that is
   * answered with an error is lost.
   */
  async start() {
    const modules = await this.app.container.make('modules')
    await modules.load()
    if (this.app.getEnvironment() !== 'web') return
    freezeComponents(edge)
    await modules.open()
    await this.app.container.make('follower')
    await this.#listen()
  }

  async #listen() {
    const listener = await this.app.container.make('listener')
    hearOfWrites(listener)
    await listener.start()
    this.app.terminating(() => listener.close())
  }

  async shutdown() {
    await writeRefusals()
    await closeIdentityPool()
  }
}
