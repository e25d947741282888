import { form, list, search, section } from '#addon'
import { Location } from '../models/location.ts'

export const locationList = list(Location, ['name', 'sequence', 'createdAt'], { order: 'sequence' })

export const locationForm = form(Location, {
  sheet: [section('Location', ['name', 'country', 'sequence'])],
})

export const locationSearch = search(Location, { fields: ['name'] })
