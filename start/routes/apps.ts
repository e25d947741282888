import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
import { page, person } from './middleware.ts'

const AppsController = () => import('#app/http/controllers/apps_controller')
const AppPlansController = () => import('#app/http/controllers/app_plans_controller')
const AppExecutionsController = () => import('#app/http/controllers/app_executions_controller')
const AppListsController = () => import('#app/http/controllers/app_lists_controller')
const TenantAppsController = () => import('#app/http/controllers/tenant_apps_controller')
const ShippedRecordsController = () => import('#app/http/controllers/shipped_records_controller')

/** Apps: of the installation, and as a tenant has them. */
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
    router.get('/base/apps/plans/new', [AppPlansController, 'create']).as('app_plans.create')
    router.get('/base/apps/plans/:id', [AppPlansController, 'show']).as('app_plans.show')
    router.post('/base/apps/executions', [AppExecutionsController, 'store']).as('executions.store')
    router.post('/base/apps/list', [AppListsController, 'store']).as('app_lists.store')
  })
  .use([...person, middleware.twoFactor()])
