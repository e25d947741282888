import router from '@adonisjs/core/services/router'
import { page, upload } from './middleware.ts'

const RecordsController = () => import('#app/http/controllers/records_controller')
const BulkChangesController = () => import('#app/http/controllers/bulk_changes_controller')
const ExportsController = () => import('#app/http/controllers/exports_controller')
const PrintsController = () => import('#app/http/controllers/prints_controller')
const PivotExportsController = () => import('#app/http/controllers/pivot_exports_controller')
const ExportPresetsController = () => import('#app/http/controllers/export_presets_controller')
const SuggestionsController = () => import('#app/http/controllers/suggestions_controller')
const FavouritesController = () => import('#app/http/controllers/favourites_controller')
const FiltersController = () => import('#app/http/controllers/filters_controller')
const ColumnsController = () => import('#app/http/controllers/columns_controller')
const ColumnWidthsController = () => import('#app/http/controllers/column_widths_controller')
const RangesController = () => import('#app/http/controllers/ranges_controller')
const CardsController = () => import('#app/http/controllers/cards_controller')
const BoardColumnsController = () => import('#app/http/controllers/board_columns_controller')
const ImportFilesController = () => import('#app/http/controllers/import_files_controller')
const ChangedFieldsController = () => import('#app/http/controllers/changed_fields_controller')
const OptionsController = () => import('#app/http/controllers/options_controller')

/** What every screen has: its records in every view, searching, files in and out. */
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
    router.get('/:module/:action/columns', [ColumnsController, 'edit']).as('columns.edit')
    router.put('/:module/:action/columns', [ColumnsController, 'update']).as('columns.update')
    router.delete('/:module/:action/columns', [ColumnsController, 'destroy']).as('columns.destroy')
    router
      .put('/:module/:action/columns/:name', [ColumnWidthsController, 'update'])
      .as('column_widths.update')
    router.get('/:module/:action/range', [RangesController, 'show']).as('ranges.show')
    router.get('/:module/:action/options/:field', [OptionsController, 'index']).as('options.index')
    router
      .post('/:module/:action/changes', [ChangedFieldsController, 'store'])
      .as('changed_fields.store')
    router.post('/:module/:action/options/:field', [OptionsController, 'store']).as('options.store')
    router.post('/:module/:action/pivot', [PivotExportsController, 'store']).as('pivots.export')
    router.get('/:module/:action/export', [ExportsController, 'create']).as('exports.create')
    router.post('/:module/:action/export/new', [ExportsController, 'create']).as('exports.ticked')
    router.post('/:module/:action/export', [ExportsController, 'store']).as('exports.store')
    router.get('/:module/:action/print', [PrintsController, 'create']).as('prints.create')
    router.post('/:module/:action/print/new', [PrintsController, 'create']).as('prints.ticked')
    router.post('/:module/:action/print', [PrintsController, 'store']).as('prints.store')
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
    router.post('/:module/:action/cards', [CardsController, 'store']).as('cards.store')
    router
      .post('/:module/:action/board', [BoardColumnsController, 'store'])
      .as('board_columns.store')
    router
      .get('/:module/:action/board/:column', [BoardColumnsController, 'edit'])
      .as('board_columns.edit')
    router
      .put('/:module/:action/board/:column', [BoardColumnsController, 'update'])
      .as('board_columns.update')
    router
      .delete('/:module/:action/board/:column', [BoardColumnsController, 'destroy'])
      .as('board_columns.destroy')
  })
  .use(page)
