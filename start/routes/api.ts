import router from '@adonisjs/core/services/router'
import { E_NOT_FOUND } from '#app/http/errors'
import { middleware } from '#start/kernel'

const ApiDocumentsController = () => import('#app/http/controllers/api_documents_controller')
const ApiActivitiesController = () => import('#app/http/controllers/api_activities_controller')
const ApiActivityCompletionsController = () =>
  import('#app/http/controllers/api_activity_completions_controller')
const ApiAttachmentsController = () => import('#app/http/controllers/api_attachments_controller')
const ApiFollowingsController = () => import('#app/http/controllers/api_followings_controller')
const ApiMessagesController = () => import('#app/http/controllers/api_messages_controller')
const ApiRecordsController = () => import('#app/http/controllers/api_records_controller')

const ApiReportsController = () => import('#app/http/controllers/api_reports_controller')
const ApiReportExportsController = () =>
  import('#app/http/controllers/api_report_exports_controller')

/** The API of every screen, and of reports. */
router
  .group(() => {
    router.get('/openapi.json', [ApiDocumentsController, 'show']).as('document')
    router.get('/reports', [ApiReportsController, 'index']).as('reports')
    router.get('/reports/:id', [ApiReportsController, 'show']).as('reports.show')
    router
      .post('/reports/:id/export', [ApiReportExportsController, 'store'])
      .as('report_exports.store')
    router.get('/:module/:action', [ApiRecordsController, 'index']).as('index')
    router.post('/:module/:action', [ApiRecordsController, 'store']).as('store')
    router.get('/:module/:action/:id', [ApiRecordsController, 'show']).as('show')
    router.patch('/:module/:action/:id', [ApiRecordsController, 'update']).as('update')
    router.delete('/:module/:action/:id', [ApiRecordsController, 'destroy']).as('destroy')
    router.get('/:module/:action/:id/messages', [ApiMessagesController, 'index']).as('messages')
    router
      .post('/:module/:action/:id/messages', [ApiMessagesController, 'store'])
      .as('messages.store')
    router
      .get('/:module/:action/:id/messages/:message', [ApiMessagesController, 'show'])
      .as('messages.show')
    router
      .patch('/:module/:action/:id/messages/:message', [ApiMessagesController, 'update'])
      .as('messages.update')
    router
      .delete('/:module/:action/:id/messages/:message', [ApiMessagesController, 'destroy'])
      .as('messages.destroy')
    router
      .get('/:module/:action/:id/activities', [ApiActivitiesController, 'index'])
      .as('activities')
    router
      .post('/:module/:action/:id/activities', [ApiActivitiesController, 'store'])
      .as('activities.store')
    router
      .delete('/:module/:action/:id/activities/:activity', [ApiActivitiesController, 'destroy'])
      .as('activities.destroy')
    router
      .post('/:module/:action/:id/activities/:activity/completion', [
        ApiActivityCompletionsController,
        'store',
      ])
      .as('activity_completions.store')
    router.get('/:module/:action/:id/followers', [ApiFollowingsController, 'index']).as('followers')
    router
      .put('/:module/:action/:id/following', [ApiFollowingsController, 'update'])
      .as('followings.update')
    router
      .delete('/:module/:action/:id/following', [ApiFollowingsController, 'destroy'])
      .as('followings.destroy')
    router
      .get('/:module/:action/:id/attachments', [ApiAttachmentsController, 'index'])
      .as('attachments')
    router
      .get('/:module/:action/:id/attachments/:attachment', [ApiAttachmentsController, 'show'])
      .as('attachments.show')
    router
      .delete('/:module/:action/:id/attachments/:attachment', [ApiAttachmentsController, 'destroy'])
      .as('attachments.destroy')
  })
  .prefix('/api/v1')
  .as('api')
  .use([middleware.apiKey(), middleware.json(), middleware.environment()])

router
  .post('/api/v1/:module/:action/:id/attachments', [ApiAttachmentsController, 'store'])
  .as('api.attachments.store')
  .use([
    middleware.apiKey(),
    middleware.multipart(),
    middleware.body(),
    middleware.files(),
    middleware.environment(),
  ])

/** What is no address of the API is none of a page either: programs get no log-in to read. */
router
  .any('/api/*', () => {
    throw new E_NOT_FOUND()
  })
  .as('api.nothing')
  .use(middleware.apiKey())
