import type { ModuleRoutes } from '#addon'

const ImpersonationsController = () => import('./controllers/impersonations_controller.ts')
const TwoFactorResetsController = () => import('./controllers/two_factor_resets_controller.ts')

const routes: ModuleRoutes = (router, { page }) => {
  router
    .post('/base/users/:id/impersonation', [ImpersonationsController, 'store'])
    .as('base.impersonations.store')
    .use(page)
  router
    .post('/base/users/:id/two-factor-reset', [TwoFactorResetsController, 'store'])
    .as('base.two_factor_resets.store')
    .use(page)
}

export default routes
