/** What every field of a form has, whatever its kind. */
export interface FormField {
  /** Name of the control. Its id is `field-` and this name. */
  name: string
  label: string
  /** Said of a control that has no label beside it. */
  spoken?: string
  /** What the control holds: text as typed, `2026-11-21`, `2026-11-21T09:30`, an id. Empty for nothing. */
  value: string
  /** What is shown where the field cannot be edited, in the user's language. The value if left out. */
  display?: string
  help: string | null
  /** What is wrong and how to put it right. */
  error: string | null
  required: boolean
  readonly: boolean
  /** Not shown while the record is as it stands in the form. */
  hidden?: boolean
  /** Only read while the record is as it stands in the form. */
  locked?: boolean
  /** The value was typed but is not saved yet: the form came back with a fault. */
  unsaved: boolean
  /** The saved value in words, said below an unsaved field. */
  was?: string | null
  placeholder?: string
  maxLength?: number
  /** The page opens with the cursor in it. */
  focused?: boolean
  /** Where the value is written in other languages; null where it is kept in none. */
  translationsHref?: string | null
  /** Off unless said otherwise: a record is seldom about the person who types. */
  autocomplete?: string
}

export interface Option {
  id: string
  label: string
}

export interface MoneyField extends FormField {
  /** Sign or code of the currency. */
  currency: string
}

export interface SelectionField extends FormField {
  options: readonly Option[]
}

/** A label to choose, with its tone from 1 to 6. */
export interface TagOption extends Option {
  tone: number
}

export interface TagsField extends FormField {
  /** Ids of the chosen ones; unused without options. */
  chosen: string[]
  /** All labels to choose from with their tones, or null to type names with commas between. */
  options: readonly TagOption[] | null
}

/**
 * A link to one record. With few records give them all as options. With many, give `search`: then a
 * text box `<name>_text` stands beside the hidden id, and the server finds the record by the text
 * whenever the text is not the label of the id. After a search without script, give what was found
 * as options; they are shown to choose from.
 */
export interface Many2oneField extends FormField {
  /** Label of the record that the value points to, or what was typed. */
  text: string
  /** Address of that record, or null where the user may not see it. */
  href: string | null
  options: readonly Option[]
  /** Address that answers `?q=` with JSON `[{ id, label }]`. */
  search: string | null
  /** How a record is made that is not there yet; null for who may not. */
  create?: { href: string; title: string | null; isQuick: boolean } | null
}

/** An entry of the Actions menu: a page to open, or something to do at once by POST. */
export interface FormAction {
  label: string
  icon: string
  href: string | null
  action: string | null
  danger: boolean
  /** An address that it copies; it needs script then. */
  copies?: string
  /** Whether what comes of it is shown in a page of its own, and this one stays as it is. */
  isApart?: boolean
}

export interface FormSteps {
  name: string
  label: string
  value: string
  /** In order; folded ones, which are not on the way, come last. */
  options: readonly (Option & { folded?: boolean })[]
  readonly: boolean
  unsaved: boolean
}

export interface FormStat {
  icon: string
  value: string
  label: string
  href: string
}

/** Fields under a heading; two of them stand beside each other where there is room. */
export interface FormGroup {
  label: string
  /** Not shown while the record is as it stands in the form. */
  hidden?: boolean
  /** Rendered fields, one after the other. */
  fields: string
}

/** A part of a record that takes turns with others. */
export interface FormTab {
  name: string
  /** Not shown while the record is as it stands in the form. */
  hidden?: boolean
  label: string
  /** Number of records inside, or null. */
  count: string | null
  html: string
}

/** A fault of a field, or of the record as a whole where `name` is null. */
export interface FormFault {
  name: string | null
  label: string
  text: string
}

/** Everything that stands on a record's page below the breadcrumbs, as plain data. */
export interface FormPage {
  /** What the record is: "Contact". Names the form. */
  label: string
  /** Name of the record, or "New contact". */
  title: string
  avatar: { initials: string; tone: number; organisation: boolean } | null
  /** Ready HTML under the name: state, location, tags. */
  subline: string
  isNew: boolean
  /** Without this there is nothing to save; give all fields as read-only then. */
  canWrite: boolean

  /** Address of the POST; carries `?_method=PUT` where needed. */
  action: string
  csrf: string
  /** Posted along: the row's version, defaults of a new record. */
  hidden: [name: string, value: string][]
  /** Conditions of fields and parts for the browser, as JSON; null where there are none. */
  rules: string | null
  /** Fields with which others change, and where to ask, as JSON; null where there are none. */
  changes: string | null
  /** Whose typing is kept in the browser until it is saved; null for nobody's. */
  draft: string | null
  discardHref: string
  newHref: string | null
  newLabel: string
  /** "Saved 09:14", shown beside the buttons while nothing is changed. */
  saved: string | null
  /** Line below the sheet: who made and last changed it. */
  footer: string | null

  /** Whether the way to the records beside it in the list may be shown; script knows the list. */
  hasTrail: boolean
  actions: FormAction[]
  buttons: { label: string; icon: string; action: string }[]
  steps: FormSteps | null
  stats: FormStat[]
  faults: FormFault[]
  notice: { kind: 'ok' | 'warn' | 'bad' | 'info'; text: string; href?: string } | null

  groups: FormGroup[]
  tabs: FormTab[]
  /** Ready HTML beside the sheet, such as the conversation, or null. */
  aside: string | null
}

export interface LinesTable {
  label: string
  columns: { label: string; align: 'left' | 'right' | 'center' }[]
  /** The first cell becomes the link. Cells are ready HTML, see `list/cells.ts`. */
  rows: { href: string | null; cells: string[] }[]
  /** Said while there are no rows. */
  empty: string
  newHref: string | null
  newLabel: string
  /** The whole list, where only its beginning is shown. */
  more: { label: string; href: string } | null
}

/** Records that belong to this one, edited in a table and saved with it. */
export interface LinesEditor {
  /** Name of the one2many. */
  name: string
  label: string
  columns: { label: string; align: 'left' | 'right'; required: boolean }[]
  /** Whether lines can be moved up and down. */
  isOrdered: boolean
  rows: LineRow[]
  /** Whether lines can be added; the last row is empty then. */
  canAdd: boolean
  /** What stands at the head of the tick boxes that take lines out. */
  removeLabel: string
  /** The whole list, where only its beginning is shown. */
  more: { label: string; href: string } | null
}

/** A line being edited; the last one is empty. */
export interface LineRow {
  /** `<name>.<id>`; its tick box has this name. */
  key: string
  number: number
  /** The record itself, and what it is called. */
  open: { href: string; name: string } | null
  /** Contents of the cells, ready HTML. */
  cells: string[]
  /** The control of the number that it is ordered by, ready HTML. */
  place: string | null
  canRemove: boolean
  isRemoved: boolean
  unsaved: boolean
}

/** Two people changed the same record: what the second one has to decide. */
export interface ConflictPage {
  /** What the record is, as it stands within a sentence: "contact". */
  label: string
  /** Who saved first. */
  theirName: string
  /** When, in the user's words: "09:14". */
  theirTime: string
  action: string
  csrf: string
  /** Posted along: all that was typed, and the version that is now saved. */
  hidden: [name: string, value: string][]
  /** Changed on both sides. The answer comes as `resolve[<name>]` = `mine` or `theirs`. */
  fields: { name: string; label: string; before: string; mine: string; theirs: string }[]
  /** Changed on one side only and merged. */
  merged: { label: string; value: string; by: 'mine' | 'theirs' }[]
  /** Leaves everything as it is saved now. */
  discardHref: string
}

/** What stands on the page that asks before something is deleted. */
export interface DeletePage {
  /** Asks, with the number: "Delete 3 contacts?" */
  title: string
  /** What becomes of them: "They go to the bin for 30 days." */
  text: string
  action: string
  csrf: string
  /** Posted along: `ids[]`, versions. */
  hidden: [name: string, value: string][]
  affected: { label: string; count: string; effect: string }[]
  /** Records that cannot be deleted, each with the other way out. */
  blocked: { title: string; text: string; archive: { label: string; action: string } | null }[]
  /** What has to be typed for more than one record: "delete 2". */
  typed: string | null
  /** Repeats verb and number: "Delete 2 contacts". Null where nothing is left to delete. */
  deleteLabel: string | null
  /** Says what stays: "Keep all". */
  keepLabel: string
  keepHref: string
}
