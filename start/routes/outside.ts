import router from '@adonisjs/core/services/router'

const WebhooksController = () => import('#app/http/controllers/webhooks_controller')
const HealthController = () => import('#app/http/controllers/health_controller')
const AssetsController = () => import('#app/http/controllers/assets_controller')

/** What nobody signs in for: health, files for browsers, webhooks. */
router.get('/health/live', [HealthController, 'live']).as('health.live')
router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
router.get('/assets/*', [AssetsController, 'show']).as('assets')
router.post('/hooks/:provider/:key', [WebhooksController, 'store']).as('webhooks.store')
