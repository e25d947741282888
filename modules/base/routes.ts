import type { ModuleRoutes } from '#addon'

const EndedSessionsController = () => import('./controllers/ended_sessions_controller.ts')
const ImpersonationsController = () => import('./controllers/impersonations_controller.ts')
const InvitationLinksController = () => import('./controllers/invitation_links_controller.ts')
const InvitationMailsController = () => import('./controllers/invitation_mails_controller.ts')
const TwoFactorResetsController = () => import('./controllers/two_factor_resets_controller.ts')

const routes: ModuleRoutes = (router, { page }) => {
  router
    .post('/base/invitations/:id/send', [InvitationMailsController, 'store'])
    .as('base.invitation_mails.store')
    .use(page)
  router
    .post('/base/invitations/:id/link', [InvitationLinksController, 'store'])
    .as('base.invitation_links.store')
    .use(page)
  router
    .post('/base/users/:id/impersonation', [ImpersonationsController, 'store'])
    .as('base.impersonations.store')
    .use(page)
  router
    .post('/base/users/:id/ended-sessions', [EndedSessionsController, 'store'])
    .as('base.ended_sessions.store')
    .use(page)
  router
    .post('/base/users/:id/two-factor-reset', [TwoFactorResetsController, 'store'])
    .as('base.two_factor_resets.store')
    .use(page)
}

export default routes
