import type { HttpContext } from '@adonisjs/core/http'
import { importJob } from '../import/import_job.ts'
import { ImportScreen } from '../import/import_screen.ts'

/** Importing what was tested, or the rest of it, and taking the whole import back. */
export default class ImportRunsController {
  async store(ctx: HttpContext) {
    const screen = await ImportScreen.open(ctx)
    const { stored, store } = screen
    if (stored.state === 'tested' || (await screen.isHalted())) {
      await store.change(stored.id, { state: 'running', fault: null })
      importJob.enqueue({ importId: stored.id, mode: 'run' })
    }
    return ctx.response.redirect().toPath(`/base/imports/${stored.id}`)
  }

  async destroy(ctx: HttpContext) {
    const { stored, store } = await ImportScreen.open(ctx)
    if (stored.state === 'done') {
      await store.change(stored.id, { state: 'undoing', fault: null })
      importJob.enqueue({ importId: stored.id, mode: 'undo' })
    }
    return ctx.response.redirect().toPath(`/base/imports/${stored.id}`)
  }
}
