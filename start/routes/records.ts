import router from '@adonisjs/core/services/router'
import { page, upload } from './middleware.ts'

const RecordsController = () => import('#app/http/controllers/records_controller')
const ArchivalController = () => import('#app/http/controllers/archival_controller')
const DeletionController = () => import('#app/http/controllers/deletion_controller')
const HistoriesController = () => import('#app/http/controllers/histories_controller')
const AttachmentsController = () => import('#app/http/controllers/attachments_controller')
const FollowingsController = () => import('#app/http/controllers/followings_controller')
const ActivitiesController = () => import('#app/http/controllers/activities_controller')
const ActivityCompletionsController = () =>
  import('#app/http/controllers/activity_completions_controller')
const MessagesController = () => import('#app/http/controllers/messages_controller')
const DatesController = () => import('#app/http/controllers/dates_controller')
const RowsController = () => import('#app/http/controllers/rows_controller')
const TranslationsController = () => import('#app/http/controllers/translations_controller')
const SequencesController = () => import('#app/http/controllers/sequences_controller')
const RecordPrintsController = () => import('#app/http/controllers/record_prints_controller')
const PlacesController = () => import('#app/http/controllers/places_controller')

/** What every record has: its form, and all that hangs on it. */
router
  .group(() => {
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
    router.get('/:module/:action/:id/row', [RowsController, 'edit']).as('rows.edit')
    router.put('/:module/:action/:id/row', [RowsController, 'update']).as('rows.update')
    router
      .put('/:module/:action/:id/sequence', [SequencesController, 'update'])
      .as('sequences.update')
    router
      .get('/:module/:action/:id/translations/:field', [TranslationsController, 'edit'])
      .as('translations.edit')
    router
      .put('/:module/:action/:id/translations/:field', [TranslationsController, 'update'])
      .as('translations.update')
    router.put('/:module/:action/:id/dates', [DatesController, 'update']).as('dates.update')
    router.get('/:module/:action/:id/place', [PlacesController, 'edit']).as('places.edit')
    router.put('/:module/:action/:id/place', [PlacesController, 'update']).as('places.update')
    router
      .post('/:module/:action/:id/print', [RecordPrintsController, 'store'])
      .as('record_prints.store')
    router.post('/:module/:action/:id/archival', [ArchivalController, 'store']).as('archival.store')
    router
      .delete('/:module/:action/:id/archival', [ArchivalController, 'destroy'])
      .as('archival.destroy')
  })
  .use(page)

router
  .post('/:module/:action/:id/attachments', [AttachmentsController, 'store'])
  .as('attachments.store')
  .use(upload)
