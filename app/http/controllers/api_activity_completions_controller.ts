import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { complete } from '../activities/complete.ts'
import { findOpen } from '../activities/open_activity.ts'
import { internalApiRecordOf } from '../api/about_record.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { textsOf } from '../texts.ts'

/** That an activity is done, told by a program. */
export default class ApiActivityCompletionsController {
  async store(ctx: HttpContext) {
    const about = await internalApiRecordOf(ctx, 'write')
    const activity = await findOpen(ctx, about)
    const { feedback } = closedBodyOf(ctx, { feedback: 'string' })
    const t = textsOf(i18nManager, ctx.asker.language)
    await complete(ctx, about.key, activity, { feedback: String(feedback ?? ''), t })
    return ctx.response.status(204).send('')
  }
}
