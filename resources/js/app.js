import Alpine from '@alpinejs/csp'
import morph from '@alpinejs/morph'
import ajax from '@imacrayon/alpine-ajax'
import { installActivityStart } from './behaviours/activity_start.js'
import { closeDropDowns } from './behaviours/drop_downs.js'
import { installMentions } from './behaviours/mentions.js'
import { installPalette } from './behaviours/palette.js'
import { installShortcuts } from './behaviours/shortcuts.js'
import { installCopyLinks } from './behaviours/copy_link.js'
import { installPartialPages } from './behaviours/partial_pages.js'
import { calendar } from './behaviours/calendar.js'
import { installChanges } from './behaviours/changed_fields.js'
import { columns, columnsMenu } from './behaviours/columns.js'
import { conflict } from './behaviours/conflict.js'
import { installDrafts } from './behaviours/drafts.js'
import { filterEditor } from './behaviours/filter_editor.js'
import { installHints } from './behaviours/hints.js'
import { hours } from './behaviours/hours.js'
import { kanban } from './behaviours/kanban.js'
import { installKeys } from './behaviours/keys.js'
import { lines } from './behaviours/lines.js'
import { installPicker } from './behaviours/picker.js'
import { record } from './behaviours/record.js'
import { relation } from './behaviours/relation.js'
import { rows } from './behaviours/rows.js'
import { searchBox } from './behaviours/search_box.js'
import { sequence } from './behaviours/sequence.js'
import { sortFurther } from './behaviours/sort_further.js'
import { selection } from './behaviours/selection.js'
import { timeline } from './behaviours/timeline.js'
import { tabs } from './behaviours/tabs.js'
import { toast } from './behaviours/toast.js'
import { installTrail } from './behaviours/trail.js'
import { installWidths } from './behaviours/widths.js'

Alpine.plugin(morph)
Alpine.plugin(ajax)

Alpine.data('calendar', calendar)
Alpine.data('columns', columns)
Alpine.data('columnsMenu', columnsMenu)
Alpine.data('conflict', conflict)
Alpine.data('filterEditor', filterEditor)
Alpine.data('hours', hours)
Alpine.data('kanban', kanban)
Alpine.data('lines', lines)
Alpine.data('record', record)
Alpine.data('relation', relation)
Alpine.data('rows', rows)
Alpine.data('searchBox', searchBox)
Alpine.data('selection', selection)
Alpine.data('sequence', sequence)
Alpine.data('tabs', tabs)
Alpine.data('timeline', timeline)
Alpine.data('toast', toast)

closeDropDowns()
installActivityStart()
sortFurther()
installPalette()
installMentions()
installShortcuts()
installCopyLinks()
installKeys()
installHints()
installPartialPages()
installTrail()
installDrafts()
installPicker()
installChanges()
installWidths()

Alpine.start()
