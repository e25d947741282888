import router from '@adonisjs/core/services/router'
import app from '@adonisjs/core/services/app'
import { middleware } from '#start/kernel'

const LoginController = () => import('#app/http/controllers/login_controller')
const PasswordsController = () => import('#app/http/controllers/passwords_controller')
const ForgottenPasswordsController = () =>
  import('#app/http/controllers/forgotten_passwords_controller')
const AccountPasswordController = () => import('#app/http/controllers/account_password_controller')
const PreferencesController = () => import('#app/http/controllers/preferences_controller')
const TenantSettingsController = () => import('#app/http/controllers/tenant_settings_controller')
const TenantsController = () => import('#app/http/controllers/tenants_controller')
const TenantSuspensionsController = () =>
  import('#app/http/controllers/tenant_suspensions_controller')
const InvitationsController = () => import('#app/http/controllers/invitations_controller')
const LoginCodesController = () => import('#app/http/controllers/login_codes_controller')
const HomeController = () => import('#app/http/controllers/home_controller')
const UserSessionsController = () => import('#app/http/controllers/user_sessions_controller')
const ApiKeysController = () => import('#app/http/controllers/api_keys_controller')
const TwoFactorDemandsController = () =>
  import('#app/http/controllers/two_factor_demands_controller')
const TokensController = () => import('#app/http/controllers/tokens_controller')
const ImpersonationsController = () => import('#app/http/controllers/impersonations_controller')
const SecurityController = () => import('#app/http/controllers/security_controller')
const TwoFactorController = () => import('#app/http/controllers/two_factor_controller')
const RecoveryCodesController = () => import('#app/http/controllers/recovery_codes_controller')
const TenantChoiceController = () => import('#app/http/controllers/tenant_choice_controller')
const LocationChoiceController = () => import('#app/http/controllers/location_choice_controller')
const RecordsController = () => import('#app/http/controllers/records_controller')
const BulkChangesController = () => import('#app/http/controllers/bulk_changes_controller')
const ArchivalController = () => import('#app/http/controllers/archival_controller')
const DeletionController = () => import('#app/http/controllers/deletion_controller')
const HistoriesController = () => import('#app/http/controllers/histories_controller')
const AttachmentsController = () => import('#app/http/controllers/attachments_controller')
const PeopleController = () => import('#app/http/controllers/people_controller')
const FindController = () => import('#app/http/controllers/find_controller')
const FollowingsController = () => import('#app/http/controllers/followings_controller')
const NotificationsController = () => import('#app/http/controllers/notifications_controller')
const NotificationReadingsController = () =>
  import('#app/http/controllers/notification_readings_controller')
const ActivitiesController = () => import('#app/http/controllers/activities_controller')
const ActivityCompletionsController = () =>
  import('#app/http/controllers/activity_completions_controller')
const MessagesController = () => import('#app/http/controllers/messages_controller')
const AccessExplanationsController = () =>
  import('#app/http/controllers/access_explanations_controller')
const RightForceController = () => import('#app/http/controllers/right_force_controller')
const AuditEntriesController = () => import('#app/http/controllers/audit_entries_controller')
const AuditExportsController = () => import('#app/http/controllers/audit_exports_controller')
const UndosController = () => import('#app/http/controllers/undos_controller')
const AppsController = () => import('#app/http/controllers/apps_controller')
const AppPlansController = () => import('#app/http/controllers/app_plans_controller')
const AppExecutionsController = () => import('#app/http/controllers/app_executions_controller')
const AppListsController = () => import('#app/http/controllers/app_lists_controller')
const TenantAppsController = () => import('#app/http/controllers/tenant_apps_controller')
const ExportsController = () => import('#app/http/controllers/exports_controller')
const DashboardsController = () => import('#app/http/controllers/dashboards_controller')
const DashboardTilesController = () => import('#app/http/controllers/dashboard_tiles_controller')
const PivotExportsController = () => import('#app/http/controllers/pivot_exports_controller')
const ExportPresetsController = () => import('#app/http/controllers/export_presets_controller')
const SuggestionsController = () => import('#app/http/controllers/suggestions_controller')
const FavouritesController = () => import('#app/http/controllers/favourites_controller')
const FiltersController = () => import('#app/http/controllers/filters_controller')
const RangesController = () => import('#app/http/controllers/ranges_controller')
const DatesController = () => import('#app/http/controllers/dates_controller')
const CardsController = () => import('#app/http/controllers/cards_controller')
const PlacesController = () => import('#app/http/controllers/places_controller')
const ShippedRecordsController = () => import('#app/http/controllers/shipped_records_controller')
const ImportFilesController = () => import('#app/http/controllers/import_files_controller')
const ImportsController = () => import('#app/http/controllers/imports_controller')
const ImportRunsController = () => import('#app/http/controllers/import_runs_controller')
const ImportFailuresController = () => import('#app/http/controllers/import_failures_controller')
const OptionsController = () => import('#app/http/controllers/options_controller')
const ApiDocumentsController = () => import('#app/http/controllers/api_documents_controller')
const ApiRecordsController = () => import('#app/http/controllers/api_records_controller')
const WebhooksController = () => import('#app/http/controllers/webhooks_controller')
const HealthController = () => import('#app/http/controllers/health_controller')
const AssetsController = () => import('#app/http/controllers/assets_controller')

router.get('/health/live', [HealthController, 'live']).as('health.live')
router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
router.get('/assets/*', [AssetsController, 'show']).as('assets')
router.post('/hooks/:provider/:key', [WebhooksController, 'store']).as('webhooks.store')

const anonymous = [middleware.body(), middleware.session(), middleware.shield(), middleware.auth()]
const person = [...anonymous, middleware.identity()]
/** A file is read only when it is known who sends it. */
const upload = [
  middleware.session(),
  middleware.auth(),
  middleware.identity(),
  middleware.twoFactor(),
  middleware.body(),
  middleware.shield(),
  middleware.environment(),
]
const page = [...person, middleware.twoFactor(), middleware.environment()]

router
  .group(() => {
    router.get('/openapi.json', [ApiDocumentsController, 'show']).as('document')
    router.get('/:module/:action', [ApiRecordsController, 'index']).as('index')
    router.post('/:module/:action', [ApiRecordsController, 'store']).as('store')
    router.get('/:module/:action/:id', [ApiRecordsController, 'show']).as('show')
    router.patch('/:module/:action/:id', [ApiRecordsController, 'update']).as('update')
    router.delete('/:module/:action/:id', [ApiRecordsController, 'destroy']).as('destroy')
  })
  .prefix('/api/v1')
  .as('api')
  .use([middleware.apiKey(), middleware.json(), middleware.body(), middleware.environment()])

router
  .group(() => {
    router.get('/login', [LoginController, 'create']).as('login.create')
    router.post('/login', [LoginController, 'store']).as('login.store')
    router.post('/logout', [LoginController, 'destroy']).as('login.destroy')
    router.get('/login/code', [LoginCodesController, 'create']).as('login_codes.create')
    router.post('/login/code', [LoginCodesController, 'store']).as('login_codes.store')
    router.get('/password', [ForgottenPasswordsController, 'create']).as('forgotten.create')
    router.post('/password', [ForgottenPasswordsController, 'store']).as('forgotten.store')
    router.get('/invitations/:token', [InvitationsController, 'show']).as('invitations.show')
    router.post('/invitations/:token', [InvitationsController, 'store']).as('invitations.store')
    router.get('/password/:token', [PasswordsController, 'edit']).as('passwords.edit')
    router.post('/password/:token', [PasswordsController, 'update']).as('passwords.update')
  })
  .use(anonymous)

router
  .group(() => {
    router.get('/', [HomeController, 'show']).as('home')
    router.get('/dashboards', [DashboardsController, 'index']).as('dashboards.index')
    router.post('/dashboards', [DashboardsController, 'store']).as('dashboards.store')
    router.get('/dashboards/:id', [DashboardsController, 'show']).as('dashboards.show')
    router.put('/dashboards/:id', [DashboardsController, 'update']).as('dashboards.update')
    router.delete('/dashboards/:id', [DashboardsController, 'destroy']).as('dashboards.destroy')
    router.post('/dashboards/:id/tiles', [DashboardTilesController, 'store']).as('tiles.store')
    router
      .put('/dashboards/:id/tiles/:name', [DashboardTilesController, 'update'])
      .as('tiles.update')
    router
      .delete('/dashboards/:id/tiles/:name', [DashboardTilesController, 'destroy'])
      .as('tiles.destroy')
    router.get('/search', [FindController, 'index']).as('find.index')
    router.get('/search/people', [PeopleController, 'index']).as('people.index')
    router.get('/notifications', [NotificationsController, 'index']).as('notifications.index')
    router
      .put('/notifications/reading', [NotificationReadingsController, 'update'])
      .as('notification_readings.update')
    router
      .post('/notifications/:id/reading', [NotificationReadingsController, 'store'])
      .as('notification_readings.store')
    router.get('/activities', [ActivitiesController, 'index']).as('activities.index')
    router
      .delete('/account/impersonation', [ImpersonationsController, 'destroy'])
      .as('impersonations.destroy')
    router.get('/base/access', [AccessExplanationsController, 'show']).as('access.explain')
    router
      .post('/base/rights/:id/toggleForce', [RightForceController, 'edit'])
      .as('right_force.edit')
    router.get('/base/rights/:id/force', [RightForceController, 'show']).as('right_force.show')
    router.put('/base/rights/:id/force', [RightForceController, 'update']).as('right_force.update')
    router.get('/base/audit', [AuditEntriesController, 'index']).as('audit.index')
    router.get('/base/audit/export.csv', [AuditExportsController, 'csv']).as('audit.csv')
    router.get('/base/audit/export.json', [AuditExportsController, 'json']).as('audit.json')
    router.get('/base/audit/:id', [AuditEntriesController, 'show']).as('audit.show')
    router.post('/base/audit/:id/undo', [UndosController, 'store']).as('undos.store')
    router.get('/base/imports/:id', [ImportsController, 'show']).as('imports.show')
    router.put('/base/imports/:id', [ImportsController, 'update']).as('imports.update')
    router.delete('/base/imports/:id', [ImportsController, 'destroy']).as('imports.destroy')
    router.post('/base/imports/:id/run', [ImportRunsController, 'store']).as('import_runs.store')
    router
      .delete('/base/imports/:id/run', [ImportRunsController, 'destroy'])
      .as('import_runs.destroy')
    router
      .get('/base/imports/:id/failures', [ImportFailuresController, 'index'])
      .as('import_failures.index')
    router.post('/account/locations', [LocationChoiceController, 'store']).as('locations.choose')
  })
  .use(page)

router
  .group(() => {
    router.get('/account/security', [SecurityController, 'show']).as('security.show')
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
      .get('/base/two-factor', [TwoFactorDemandsController, 'show'])
      .as('two_factor_demand.show')
    router
      .put('/base/two-factor', [TwoFactorDemandsController, 'update'])
      .as('two_factor_demand.update')
    router.get('/account/preferences', [PreferencesController, 'edit']).as('preferences.edit')
    router.put('/account/preferences', [PreferencesController, 'update']).as('preferences.update')
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

router.on('/apps').redirectToPath('/base/apps')
router
  .group(() => {
    router.get('/base/tenant-apps', [TenantAppsController, 'index']).as('tenant_apps.index')
    router.put('/base/tenant-apps/:name', [TenantAppsController, 'update']).as('tenant_apps.update')
    router.get('/base/shipped', [ShippedRecordsController, 'index']).as('shipped.index')
    router.get('/base/shipped/:id', [ShippedRecordsController, 'show']).as('shipped.show')
    router.put('/base/shipped/:id', [ShippedRecordsController, 'update']).as('shipped.update')
  })
  .use(page)
router
  .group(() => {
    router.get('/base/apps', [AppsController, 'index']).as('apps.index')
    router.get('/base/apps/history', [AppPlansController, 'index']).as('app_plans.index')
    router.get('/base/apps/modules/:name', [AppsController, 'show']).as('apps.show')
    router.post('/base/apps/plans', [AppPlansController, 'store']).as('app_plans.store')
    router.get('/base/apps/plans/:id', [AppPlansController, 'show']).as('app_plans.show')
    router.post('/base/apps/executions', [AppExecutionsController, 'store']).as('executions.store')
    router.post('/base/apps/list', [AppListsController, 'store']).as('app_lists.store')
  })
  .use([...person, middleware.twoFactor()])

const modules = await app.container.make('modules')
for (const { name, routes } of await modules.load()) {
  if (!routes) continue
  const present = middleware.module({ name })
  router.group(() => routes(router, { page: [...page, present] })).use([present])
}

router
  .post('/:module/:action/import', [ImportFilesController, 'store'])
  .as('import_files.store')
  .use(upload)

router
  .group(() => {
    router
      .get('/:module/:action/import', [ImportFilesController, 'create'])
      .as('import_files.create')
    router
      .get('/:module/:action/import/template', [ImportFilesController, 'template'])
      .as('import_files.template')
    router.get('/:module/:action', [RecordsController, 'index']).as('records.index')
    router.get('/:module/:action/new', [RecordsController, 'create']).as('records.create')
    router
      .get('/:module/:action/suggestions', [SuggestionsController, 'index'])
      .as('suggestions.index')
    router
      .get('/:module/:action/favourites', [FavouritesController, 'index'])
      .as('favourites.index')
    router
      .post('/:module/:action/favourites', [FavouritesController, 'store'])
      .as('favourites.store')
    router
      .put('/:module/:action/favourites/:id', [FavouritesController, 'update'])
      .as('favourites.update')
    router
      .delete('/:module/:action/favourites/:id', [FavouritesController, 'destroy'])
      .as('favourites.destroy')
    router.get('/:module/:action/filter', [FiltersController, 'edit']).as('filters.edit')
    router
      .get('/:module/:action/filter/options', [FiltersController, 'options'])
      .as('filters.options')
    router.get('/:module/:action/range', [RangesController, 'show']).as('ranges.show')
    router.get('/:module/:action/options/:field', [OptionsController, 'index']).as('options.index')
    router.post('/:module/:action/pivot', [PivotExportsController, 'store']).as('pivots.export')
    router.get('/:module/:action/export', [ExportsController, 'create']).as('exports.create')
    router.post('/:module/:action/export', [ExportsController, 'store']).as('exports.store')
    router
      .post('/:module/:action/presets', [ExportPresetsController, 'store'])
      .as('export_presets.store')
    router
      .delete('/:module/:action/presets/:name', [ExportPresetsController, 'destroy'])
      .as('export_presets.destroy')
    router.post('/:module/:action/bulk/new', [BulkChangesController, 'create']).as('bulk.create')
    router.post('/:module/:action/bulk', [BulkChangesController, 'store']).as('bulk.store')
    router.get('/:module/:action/bulk/:id', [BulkChangesController, 'show']).as('bulk.show')
    router.post('/:module/:action', [RecordsController, 'store']).as('records.store')
    router.get('/:module/:action/:id', [RecordsController, 'show']).as('records.show')
    router.put('/:module/:action/:id', [RecordsController, 'update']).as('records.update')
    router.delete('/:module/:action/:id', [RecordsController, 'destroy']).as('records.destroy')
    router
      .get('/:module/:action/:id/deletion', [DeletionController, 'create'])
      .as('deletion.create')
    router.get('/:module/:action/:id/history', [HistoriesController, 'index']).as('histories.index')
    router
      .get('/:module/:action/:id/attachments/:attachment', [AttachmentsController, 'show'])
      .as('attachments.show')
    router
      .delete('/:module/:action/:id/attachments/:attachment', [AttachmentsController, 'destroy'])
      .as('attachments.destroy')
    router
      .put('/:module/:action/:id/following', [FollowingsController, 'update'])
      .as('followings.update')
    router
      .delete('/:module/:action/:id/following', [FollowingsController, 'destroy'])
      .as('followings.destroy')
    router
      .get('/:module/:action/:id/activities/new', [ActivitiesController, 'create'])
      .as('activities.create')
    router
      .post('/:module/:action/:id/activities', [ActivitiesController, 'store'])
      .as('activities.store')
    router
      .get('/:module/:action/:id/activities/:activity/edit', [ActivitiesController, 'edit'])
      .as('activities.edit')
    router
      .put('/:module/:action/:id/activities/:activity', [ActivitiesController, 'update'])
      .as('activities.update')
    router
      .delete('/:module/:action/:id/activities/:activity', [ActivitiesController, 'destroy'])
      .as('activities.destroy')
    router
      .post('/:module/:action/:id/activities/:activity/completion', [
        ActivityCompletionsController,
        'store',
      ])
      .as('activity_completions.store')
    router.get('/:module/:action/:id/thread', [MessagesController, 'index']).as('messages.index')
    router.post('/:module/:action/:id/messages', [MessagesController, 'store']).as('messages.store')
    router
      .put('/:module/:action/:id/messages/:message', [MessagesController, 'update'])
      .as('messages.update')
    router
      .delete('/:module/:action/:id/messages/:message', [MessagesController, 'destroy'])
      .as('messages.destroy')
    router.post('/:module/:action/cards', [CardsController, 'store']).as('cards.store')
    router.put('/:module/:action/:id/dates', [DatesController, 'update']).as('dates.update')
    router.get('/:module/:action/:id/place', [PlacesController, 'edit']).as('places.edit')
    router.put('/:module/:action/:id/place', [PlacesController, 'update']).as('places.update')
    router.post('/:module/:action/:id/archival', [ArchivalController, 'store']).as('archival.store')
    router
      .delete('/:module/:action/:id/archival', [ArchivalController, 'destroy'])
      .as('archival.destroy')
  })
  .use(page)

/** Who sends files is known before the body is read: strangers cannot fill the disk. */
router
  .post('/:module/:action/:id/attachments', [AttachmentsController, 'store'])
  .as('attachments.store')
  .use([
    middleware.session(),
    middleware.auth(),
    middleware.identity(),
    middleware.twoFactor(),
    middleware.body(),
    middleware.shield(),
    middleware.environment(),
  ])
