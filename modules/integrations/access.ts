import { allow } from '#addon'
import { administrator } from '#modules/base/access'
import { Connection } from './models/connection.ts'
import { ContactLink } from './models/contact_link.ts'
import { IncomingEvent } from './models/incoming_event.ts'

export default [
  allow(administrator, IncomingEvent, ['read', 'write']),
  allow(administrator, ContactLink, ['read']),
  allow(administrator, Connection, ['read', 'write', 'create', 'delete']),
]
