import { randomBytes } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import type { Listener } from '../environment/listener.ts'
import { followerName } from './followers.ts'
import type { ModulesService } from './modules_service.ts'
import { underWay } from './under_way.ts'

/** The channel on which operators say that something has changed. */
export const CHANNEL = 'tatami_modules'

/** What is said on it when modules may have come to the disk. */
export const UPDATE_LIST = 'list'

/** How soon a process looks again while modules are leaving or the database is away, in milliseconds. */
const SOON = 250

/**
 * Keeps this process on the modules that are in force. It hears when an operator changes
 * something, puts a new generation in force, and says by the name of its connection on which one
 * it is and how many requests and jobs are still under way on older ones.
 */
export class Follower {
  #modules: ModulesService
  #listener: Listener
  #id = randomBytes(4).toString('hex')
  #kind: string
  #afterwards: (() => void)[] = []
  #isFollowing = false
  #isDue = false
  #timer: NodeJS.Timeout | undefined

  constructor(modules: ModulesService, listener: Listener, kind: 'web' | 'worker') {
    this.#modules = modules
    this.#listener = listener
    this.#kind = kind
  }

  /** Registers what is done whenever other modules are in force than before. Must not throw. */
  afterwards(work: () => void) {
    this.#afterwards.push(work)
  }

  /** Follows from now on. The connection is called unsettled until the first look. */
  begin() {
    this.#listener.callIt(followerName({ kind: this.#kind, id: this.#id, token: '', older: 0 }))
    const follow = () => void this.#follow()
    const hear = (payload: string) => (payload === UPDATE_LIST ? void this.#updateList() : follow())
    this.#listener.on(CHANNEL, { hear, missed: follow })
  }

  /** One look at a time; a change that is told meanwhile leads to another look. */
  async #follow() {
    this.#isDue = true
    if (this.#isFollowing) return
    this.#isFollowing = true
    clearTimeout(this.#timer)
    try {
      while (this.#isDue) {
        this.#isDue = false
        await this.#look()
      }
    } catch (error) {
      logger.error({ err: error }, 'modules could not be followed')
      this.#lookSoon()
    } finally {
      this.#isFollowing = false
    }
  }

  async #updateList() {
    try {
      await this.#modules.updateList()
      await this.#announce()
    } catch (error) {
      logger.error({ err: error }, 'the list of modules could not be updated')
    }
  }

  async #look() {
    const { hasChanged, isAnyLeaving } = await this.#modules.follow()
    await this.#announce()
    if (isAnyLeaving) this.#lookSoon()
    if (hasChanged) for (const work of this.#afterwards) work()
  }

  #lookSoon() {
    this.#timer = setTimeout(() => void this.#follow(), SOON).unref()
  }

  /** Says where this process is, and once more when nothing older is under way. */
  async #announce() {
    const needsRestart = await this.#modules.needsRestart()
    const { token, generation } = this.#modules
    const older = underWay.olderThan(generation)
    const state = { kind: this.#kind, id: this.#id, token, older, needsRestart }
    this.#listener.callIt(followerName(state))
    if (older === 0) return
    void underWay.whenNoneOlder(generation).then(() => {
      if (this.#modules.generation === generation) return this.#announce()
    })
  }
}
