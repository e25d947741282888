import { defineJob, processEvent, type EventJob } from '#addon'

export const processIncomingEvent = defineJob<EventJob>({
  name: 'integrations.process-event',
  attempts: 6,
  run: processEvent,
})
