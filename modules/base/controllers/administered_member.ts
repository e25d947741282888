import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, Records } from '#addon'
import { administrator } from '../access.ts'
import { Member } from '../models/member.ts'

/** The user that the address names, for somebody who administers users. Throws E_ACCESS_DENIED. */
export async function administeredMember(ctx: HttpContext): Promise<Member> {
  const member = await new Records(Member, ctx.registry.access).find(String(ctx.params.id))
  const { isPlatformAdministrator } = ctx.identity!.user!
  if (!isPlatformAdministrator && !ctx.asker.groups.has(administrator.name)) {
    throw new E_ACCESS_DENIED(['administer', Member.label.many])
  }
  return member
}
