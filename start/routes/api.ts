import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const ApiDocumentsController = () => import('#app/http/controllers/api_documents_controller')
const ApiRecordsController = () => import('#app/http/controllers/api_records_controller')

/** The API of every screen. */
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
