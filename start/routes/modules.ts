import router from '@adonisjs/core/services/router'
import app from '@adonisjs/core/services/app'
import { middleware } from '#start/kernel'
import { page } from './middleware.ts'

/** What modules bring themselves; it goes before the screens that all of them have. */
const modules = await app.container.make('modules')
for (const { name, routes } of await modules.load()) {
  if (!routes) continue
  const present = middleware.module({ name })
  router.group(() => routes(router, { page: [...page, present] })).use([present])
}
