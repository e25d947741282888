import type { HttpContext } from '@adonisjs/core/http'
import { INTERNAL } from '../../access/groups.ts'
import type { Plan } from '../../models/activities.ts'
import { follow } from '../../models/followers.ts'
import { postMessage, type MessageKind, type PlacedKey } from '../../models/messages.ts'
import { tellOfActivity, tellOfMessage } from '../../models/notifications.ts'

/** Says something about a record: who says it follows the record, and those whom it concerns are told. */
export async function post(
  { asker, registry }: HttpContext,
  record: PlacedKey,
  message: { kind: MessageKind; body: string }
): Promise<string> {
  const { id, mentions } = await postMessage(record, message)
  await follow(record, [asker.userId])
  const { access } = registry
  const colleagues = [...access.groups.keys()].filter((name) => access.imply([name]).has(INTERNAL))
  const onlyGroups = message.kind === 'note' ? colleagues : null
  await tellOfMessage({ record, messageId: id, mentions, onlyGroups })
  return id
}

/** Tells of an activity that was planned, or given to somebody else. */
export async function tellOfPlan(record: PlacedKey, plan: Plan) {
  await follow(record, [plan.userId])
  await tellOfActivity(record, plan)
}
