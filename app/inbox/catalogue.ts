import type { InboxHandler, InboxProvider } from './define.ts'

/** What a module's folder `inbox/` brings. */
export interface InboxParts {
  providers: readonly InboxProvider[]
  handlers: readonly InboxHandler[]
}

interface InboxModule {
  name: string
  manifest: { title: string }
  inbox: InboxParts
}

/** A provider, with the module that brings it. */
export interface ListedProvider {
  provider: InboxProvider
  moduleTitle: string
  isInstalled: boolean
}

/**
 * Who sends events and who processes them. Providers of modules that are not installed are listed
 * too: their events are still verified and kept.
 */
export class InboxCatalogue {
  #providers = new Map<string, ListedProvider>()
  #handlers = new Map<string, InboxHandler>()

  constructor(installed: readonly InboxModule[], onDisk: readonly InboxModule[]) {
    for (const module of onDisk) {
      for (const provider of module.inbox.providers) {
        const isInstalled = installed.some(({ name }) => name === module.name)
        const { title } = module.manifest
        this.#providers.set(provider.name, { provider, moduleTitle: title, isInstalled })
      }
    }
    for (const handler of installed.flatMap(({ inbox }) => inbox.handlers)) {
      for (const type of handler.types) this.#handlers.set(`${handler.provider}/${type}`, handler)
    }
  }

  provider(name: string): ListedProvider | undefined {
    return this.#providers.get(name)
  }

  handler(provider: string, type: string): InboxHandler | undefined {
    return this.#handlers.get(`${provider}/${type}`)
  }
}
