import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { page } from './middleware.ts'

const HomeController = () => import('#app/http/controllers/home_controller')
const ImpersonationsController = () => import('#app/http/controllers/impersonations_controller')
const LocationChoiceController = () => import('#app/http/controllers/location_choice_controller')
const PeopleController = () => import('#app/http/controllers/people_controller')
const GalleryController = () => import('#app/http/controllers/gallery_controller')
const FindController = () => import('#app/http/controllers/find_controller')
const KeyboardController = () => import('#app/http/controllers/keyboard_controller')
const NotificationsController = () => import('#app/http/controllers/notifications_controller')
const NotificationReadingsController = () =>
  import('#app/http/controllers/notification_readings_controller')
const ActivitiesController = () => import('#app/http/controllers/activities_controller')
const AccessExplanationsController = () =>
  import('#app/http/controllers/access_explanations_controller')
const RolesController = () => import('#app/http/controllers/roles_controller')
const RightForceController = () => import('#app/http/controllers/right_force_controller')
const AuditEntriesController = () => import('#app/http/controllers/audit_entries_controller')
const AuditExportsController = () => import('#app/http/controllers/audit_exports_controller')
const UndosController = () => import('#app/http/controllers/undos_controller')
const DashboardsController = () => import('#app/http/controllers/dashboards_controller')
const DashboardTilesController = () => import('#app/http/controllers/dashboard_tiles_controller')
const ReportsController = () => import('#app/http/controllers/reports_controller')
const ReportDraftsController = () => import('#app/http/controllers/report_drafts_controller')
const ReportFiltersController = () => import('#app/http/controllers/report_filters_controller')
const ReportRangesController = () => import('#app/http/controllers/report_ranges_controller')
const ReportSuggestionsController = () =>
  import('#app/http/controllers/report_suggestions_controller')
const ReportExportsController = () => import('#app/http/controllers/report_exports_controller')
const ImportsController = () => import('#app/http/controllers/imports_controller')
const ImportRunsController = () => import('#app/http/controllers/import_runs_controller')
const ImportOptionsController = () => import('#app/http/controllers/import_options_controller')
const ImportFailuresController = () => import('#app/http/controllers/import_failures_controller')

/** Pages of the house itself: home, dashboards, search, what waits for somebody, the log. */
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
    router.get('/reports', [ReportsController, 'index']).as('reports.index')
    router.post('/reports', [ReportsController, 'store']).as('reports.store')
    router.get('/reports/new', [ReportDraftsController, 'index']).as('report_drafts.index')
    router.get('/reports/new/:model', [ReportDraftsController, 'show']).as('report_drafts.show')
    router.get('/reports/:id', [ReportsController, 'show']).as('reports.show')
    router.put('/reports/:id', [ReportsController, 'update']).as('reports.update')
    router.delete('/reports/:id', [ReportsController, 'destroy']).as('reports.destroy')
    for (const [report, name] of [
      ['/reports/new/:model', 'report_drafts'],
      ['/reports/:id', 'reports'],
    ]) {
      router.get(`${report}/filter`, [ReportFiltersController, 'edit']).as(`${name}.filter`)
      router
        .get(`${report}/filter/options`, [ReportFiltersController, 'options'])
        .as(`${name}.filter_options`)
      router.get(`${report}/range`, [ReportRangesController, 'show']).as(`${name}.range`)
      router
        .get(`${report}/suggestions`, [ReportSuggestionsController, 'index'])
        .as(`${name}.suggestions`)
      router.post(`${report}/export`, [ReportExportsController, 'store']).as(`${name}.export`)
    }
    router.get('/search', [FindController, 'index']).as('find.index')
    router.get('/search/people', [PeopleController, 'index']).as('people.index')
    router.get('/keyboard', [KeyboardController, 'show']).as('keyboard.show')
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
    router.get('/base/roles', [RolesController, 'index']).as('roles.index')
    router.get('/base/access', [AccessExplanationsController, 'show']).as('access.explain')
    router
      .post('/base/rights/:id/toggleForce', [RightForceController, 'store'])
      .as('right_force.store')
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
      .get('/base/imports/:id/options', [ImportOptionsController, 'index'])
      .as('import_options.index')
    router
      .get('/base/imports/:id/failures', [ImportFailuresController, 'index'])
      .as('import_failures.index')
    router.post('/account/locations', [LocationChoiceController, 'store']).as('locations.choose')
  })
  .use(page)

/** What authors of modules look things up in; people who work here have no use for it. */
if (!app.inProduction) {
  router
    .group(() => {
      router.get('/_gallery', [GalleryController, 'index']).as('gallery.index')
      router.get('/_gallery/:shelf/:sample', [GalleryController, 'show']).as('gallery.show')
    })
    .use(page)
}
