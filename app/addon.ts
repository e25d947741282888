/**
 * The public face of the host: all that a module may import from it. What is not here is the
 * host's own business and may change without notice.
 */
export { defineModule, type ModuleManifest } from './modules/manifest.ts'
export type { ModuleRoutes } from './modules/loader.ts'
export type { DemoTenant } from './modules/demo.ts'
export { customizableModelChoices, modelChoices } from './modules/model_choices.ts'
export {
  rightDomainFault,
  rightFieldsFault,
  rightModelFault,
  rightOperationsFault,
} from './modules/right_faults.ts'
export { choicesOf, fitsChoices, twinChoices } from './modules/custom_fields.ts'
export { Migration } from './models/migration.ts'
export type { TenantColumns, TenantTable } from './models/tenant_table.ts'

export { Model } from './models/model.ts'
export { defineData, type DataSet } from './models/data.ts'
export { keptPhone, parsePhone } from './domains/phone_text.ts'
export { internationalPhone } from './models/local_phones.ts'
export { compute, constraint, extend, hook, onChange, type HookEvent } from './models/extension.ts'
export {
  boolean,
  computed,
  country,
  date,
  datetime,
  decimal,
  email,
  groupNames,
  integer,
  json,
  longText,
  many2many,
  many2one,
  money,
  one2many,
  phone,
  selection,
  text,
  url,
  type Adds,
  type Has,
} from './models/fields.ts'
export { readInput, type InputResult } from './models/field_input.ts'
export type { FieldName, Tone } from './domains/fields.ts'
export type { Domain } from './domains/types.ts'

export { accessGroup, accessPermission, accessRole, type AccessGroup } from './access/groups.ts'
export { allow, onlyFor, rule, type Operation } from './access/declarations.ts'
export { Records } from './access/records.ts'
export { E_ACCESS_DENIED } from './access/errors.ts'

export {
  avatar,
  badge,
  button,
  form,
  lines,
  list,
  optional,
  routeButton,
  search,
  field,
  section,
  stat,
  statusbar,
  tab,
  tabs,
  type View,
} from './views/declarations.ts'
export { activity } from './views/activity_matrix/declaration.ts'
export { calendar } from './views/calendar/declaration.ts'
export { cohort } from './views/cohort/declaration.ts'
export { timeline } from './views/timeline/declaration.ts'
export {
  chartTile,
  dashboard,
  figureTile,
  leadersTile,
  listTile,
  type Tiles,
} from './views/dashboards/declaration.ts'
export { graph } from './views/graph/declaration.ts'
export { due, kanban, stars } from './views/kanban/declarations.ts'
export {
  printout,
  type PrintedRecord,
  type PrintedValue,
  type PrintedWords,
  type Printout,
} from './views/printouts/declaration.ts'
export { pivot } from './views/pivot/declaration.ts'
export { report } from './views/reports/declaration.ts'
export {
  after,
  attributes,
  before,
  extendDashboard,
  extendForm,
  extendLetter,
  extendList,
  extendSearch,
  inside,
  remove,
  replace,
} from './views/extension.ts'
export { extendMenu, menu, open, page, type Menu } from './views/menus.ts'

export { Environment } from './environment/environment.ts'
export { recordEvent, type AuditEvent } from './environment/audit.ts'
export { lockNames } from './environment/lock.ts'
export { systemAsker, type Asker, type Scope } from './environment/scope.ts'
export { defineJob, type CallContext } from './jobs/define.ts'
export { canSendMail, type Mail } from './egress/mail.ts'
export { sendLetter, type Letter } from './egress/letter.ts'
export { action, letter, note, paragraph } from './views/letters.ts'
export { issueInvitation } from './models/invitation_link.ts'
export { planActivity, type Plan } from './models/activities.ts'
export { recordKey, type PlacedKey } from './models/messages.ts'

export {
  defineInboxHandler,
  defineInboxProvider,
  type EventFault,
  type EventIdentity,
  type EventJob,
  type EventOutcome,
  type InboxEvent,
  type InboxHandler,
  type InboxProvider,
  type WebhookHeaders,
} from './inbox/define.ts'
export { isSignature, isSigned, readPublicKeys } from './inbox/ed25519.ts'
export { newEndpointKey, openWebhookEndpoint } from './inbox/endpoints.ts'
export { enqueueEvent } from './inbox/enqueue.ts'
export { E_EVENT_QUARANTINED } from './inbox/errors.ts'
export { processEvent } from './inbox/process.ts'
export type { EventReason, EventText } from './inbox/reasons.ts'

export { composeLetter } from './http/letters/compose_letter.ts'
export { emailChangeLetter, emailNoticeLetter } from './http/letters/email_change_letters.ts'
export { notificationLetter } from './http/letters/notification_letter.ts'
export { notificationSummaryLetter } from './http/letters/notification_summary_letter.ts'
export { passwordLetter } from './http/letters/password_letter.ts'
export { endSessions } from './http/end_sessions.ts'
export { beginImpersonation } from './http/impersonation.ts'
export { resetTwoFactor } from './http/two_factor_reset.ts'
