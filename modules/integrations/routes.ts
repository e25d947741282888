import type { ModuleRoutes } from '#addon'

const EventReplaysController = () => import('./controllers/event_replays_controller.ts')

const routes: ModuleRoutes = (router, { page }) => {
  router
    .post('/integrations/events/:id/replay', [EventReplaysController, 'store'])
    .as('integrations.replays.store')
    .use(page)
}

export default routes
