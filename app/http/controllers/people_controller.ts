import type { HttpContext } from '@adonisjs/core/http'
import { internalPeople } from '../../access/internal_people.ts'
import { requireInternal } from '../thread/about_record.ts'

/** So many people are offered. */
const MOST = 6

/** Colleagues by the beginning of any word of their name, to be mentioned. */
export default class PeopleController {
  async index(ctx: HttpContext) {
    requireInternal(ctx)
    const asked = String(ctx.request.qs().q ?? '')
      .trim()
      .toLowerCase()
      .slice(0, 100)
    const people = await internalPeople(ctx.registry.access)
    const begins = ({ name }: { name: string }) => ` ${name.toLowerCase()}`.includes(` ${asked}`)
    return people.filter(begins).slice(0, MOST)
  }
}
