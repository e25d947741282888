import { form, list, search, section } from '#addon'
import { Connection } from '../models/connection.ts'

export const connectionList = list(
  Connection,
  ['externalId', 'provider', 'location', 'address', 'createdAt'],
  { order: 'externalId' }
)

export const connectionForm = form(Connection, {
  sheet: [
    section('Connection', ['externalId', 'provider', 'location']),
    section('Webhook', ['address']),
  ],
})

export const connectionSearch = search(Connection, {
  fields: ['externalId'],
  groupBy: ['provider', 'location'],
})
