import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import type { LoadedModule } from './loader.ts'

/** The routes that a module declares: `POST /visits/visits/:id/finish`. */
export async function routesOf({ routes }: LoadedModule): Promise<string[]> {
  if (!routes) return []
  const encryption = await app.container.make('encryption')
  const Router = router.constructor as new (...given: unknown[]) => typeof router
  const recorder = new Router(app, encryption, router.qs)
  routes(recorder, { page: [] })
  recorder.commit()
  const declared = Object.values(recorder.toJSON()).flat()
  return declared.map(({ pattern, methods }) => {
    return `${methods.filter((method) => method !== 'HEAD').join(', ')} ${pattern}`
  })
}
