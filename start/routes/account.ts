import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { page, person } from './middleware.ts'

const AccountEmailController = () => import('#app/http/controllers/account_email_controller')
const EmailConfirmationsController = () =>
  import('#app/http/controllers/email_confirmations_controller')
const AccountPasswordController = () => import('#app/http/controllers/account_password_controller')
const PreferencesController = () => import('#app/http/controllers/preferences_controller')
const TenantSettingsController = () => import('#app/http/controllers/tenant_settings_controller')
const TenantsController = () => import('#app/http/controllers/tenants_controller')
const TenantSuspensionsController = () =>
  import('#app/http/controllers/tenant_suspensions_controller')
const OtherSessionsController = () => import('#app/http/controllers/other_sessions_controller')
const UserSessionsController = () => import('#app/http/controllers/user_sessions_controller')
const ApiKeysController = () => import('#app/http/controllers/api_keys_controller')
const TwoFactorDemandsController = () =>
  import('#app/http/controllers/two_factor_demands_controller')
const TokensController = () => import('#app/http/controllers/tokens_controller')
const SecurityController = () => import('#app/http/controllers/security_controller')
const TwoFactorController = () => import('#app/http/controllers/two_factor_controller')
const RecoveryCodesController = () => import('#app/http/controllers/recovery_codes_controller')
const TenantChoiceController = () => import('#app/http/controllers/tenant_choice_controller')

/** Pages about oneself, and settings that nobody changes in the name of another. */
router
  .group(() => {
    router.get('/account/security', [SecurityController, 'show']).as('security.show')
    for (const answered of ['/account/two-factor', '/account/recovery-codes']) {
      router.get(answered, ({ response }) => response.redirect().toPath('/account/security'))
    }
    router.post('/account/two-factor', [TwoFactorController, 'store']).as('two_factor.store')
    router.put('/account/two-factor', [TwoFactorController, 'update']).as('two_factor.update')
    router.delete('/account/two-factor', [TwoFactorController, 'destroy']).as('two_factor.destroy')
    router
      .post('/account/recovery-codes', [RecoveryCodesController, 'store'])
      .as('recovery_codes.store')
    router.post('/account/tenant', [TenantChoiceController, 'store']).as('tenant.choose')
  })
  .use([...person, middleware.oneself(), middleware.environment()])

router
  .group(() => {
    router.get('/account/sessions', [UserSessionsController, 'index']).as('sessions.index')
    router
      .delete('/account/sessions/:id', [UserSessionsController, 'destroy'])
      .as('sessions.destroy')
    router
      .delete('/account/other-sessions', [OtherSessionsController, 'destroy'])
      .as('other_sessions.destroy')
    router
      .get('/base/two-factor', [TwoFactorDemandsController, 'show'])
      .as('two_factor_demand.show')
    router
      .put('/base/two-factor', [TwoFactorDemandsController, 'update'])
      .as('two_factor_demand.update')
    router.get('/account/preferences', [PreferencesController, 'edit']).as('preferences.edit')
    router.put('/account/preferences', [PreferencesController, 'update']).as('preferences.update')
    router.get('/account/email', [AccountEmailController, 'edit']).as('own_email.edit')
    router.put('/account/email', [AccountEmailController, 'update']).as('own_email.update')
    router.delete('/account/email', [AccountEmailController, 'destroy']).as('own_email.destroy')
    router
      .get('/account/email/:token', [EmailConfirmationsController, 'show'])
      .as('email_confirmations.show')
    router
      .post('/account/email/:token', [EmailConfirmationsController, 'store'])
      .as('email_confirmations.store')
    router.get('/account/password', [AccountPasswordController, 'edit']).as('own_password.edit')
    router.put('/account/password', [AccountPasswordController, 'update']).as('own_password.update')
    router.get('/base/company', [TenantSettingsController, 'edit']).as('company.edit')
    router.put('/base/company', [TenantSettingsController, 'update']).as('company.update')
    router.get('/base/tenants', [TenantsController, 'index']).as('tenants.index')
    router.get('/base/tenants/new', [TenantsController, 'create']).as('tenants.create')
    router.post('/base/tenants', [TenantsController, 'store']).as('tenants.store')
    router
      .post('/base/tenants/:id/suspension', [TenantSuspensionsController, 'store'])
      .as('tenant_suspensions.store')
    router
      .delete('/base/tenants/:id/suspension', [TenantSuspensionsController, 'destroy'])
      .as('tenant_suspensions.destroy')
    router.get('/base/api-keys', [ApiKeysController, 'index']).as('api_keys.index')
    router.post('/base/api-keys', [ApiKeysController, 'store']).as('api_keys.store')
    router.delete('/base/api-keys/:id', [ApiKeysController, 'destroy']).as('api_keys.destroy')
    router.get('/account/tokens', [TokensController, 'index']).as('tokens.index')
    router.post('/account/tokens', [TokensController, 'store']).as('tokens.store')
    router.delete('/account/tokens/:id', [TokensController, 'destroy']).as('tokens.destroy')
  })
  .use([...page, middleware.oneself()])
