import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#app/http/exception_handler'))

server.use([() => import('#app/http/middleware/under_way_middleware')])

/**
 * Named, not global: sessions and CSRF stay off webhooks, health checks and assets, and a page
 * pays for nothing that it does not need.
 */
export const middleware = router.named({
  body: () => import('#app/http/middleware/body_middleware'),
  session: () => import('#app/http/middleware/session_middleware'),
  shield: () => import('#app/http/middleware/shield_middleware'),
  auth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  identity: () => import('#app/http/middleware/identity_middleware'),
  twoFactor: () => import('#app/http/middleware/two_factor_middleware'),
  oneself: () => import('#app/http/middleware/oneself_middleware'),
  environment: () => import('#app/http/middleware/environment_middleware'),
  apiKey: () => import('#app/http/middleware/api_key_middleware'),
  json: () => import('#app/http/middleware/json_middleware'),
  multipart: () => import('#app/http/middleware/multipart_middleware'),
  files: () => import('#app/http/middleware/files_middleware'),
  module: () => import('#app/http/middleware/module_middleware'),
})
