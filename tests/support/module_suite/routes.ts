import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import type { LoadedModule } from '#app/modules/loader'

/** The middleware that stands for the log-in while routes are looked at. */
const page = () => {}

/**
 * Every route of the module that anybody could call, or that lies under another's address. A
 * module's routes are pages behind the log-in; what comes in by webhook goes through `inbox/`.
 */
export async function routeFaults({ name, routes }: LoadedModule): Promise<string[]> {
  if (!routes) return []
  const encryption = await app.container.make('encryption')
  const Router = router.constructor as new (...given: unknown[]) => typeof router
  const recorder = new Router(app, encryption, router.qs)
  routes(recorder, { page: [page] })
  recorder.commit()
  return Object.values(recorder.toJSON())
    .flat()
    .flatMap(({ pattern, methods, middleware }) => {
      const at = `${methods.join('|')} ${pattern}`
      const all = [...middleware.all()] as unknown[]
      return [
        ...(all.includes(page) ? [] : [`${at} needs no log-in`]),
        ...(pattern.startsWith(`/${name}/`) ? [] : [`${at} does not begin with /${name}/`]),
      ]
    })
}
