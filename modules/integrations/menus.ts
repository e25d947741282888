import { menu, open } from '#addon'
import { connectionForm, connectionList, connectionSearch } from './views/connection.ts'
import {
  incomingEventForm,
  incomingEventList,
  incomingEventSearch,
} from './views/incoming_event.ts'

export default menu('Integrations', {
  icon: 'plug',
  items: {
    events: open('Incoming events', incomingEventList, incomingEventForm, incomingEventSearch),
    connections: open('Connections', connectionList, connectionForm, connectionSearch),
  },
})
