import type { Model } from '../../models/model.ts'

/** Keys of the texts with which records of a model leave the lists and come back. */
const words = {
  archived: {
    leave: 'ui.form.archive',
    return: 'ui.form.restore',
    hasLeft: 'ui.form.archivedNow',
    hasReturned: 'ui.form.restored',
    notice: 'ui.form.archived',
  },
  deactivated: {
    leave: 'ui.form.deactivate',
    return: 'ui.form.reactivate',
    hasLeft: 'ui.form.deactivatedNow',
    hasReturned: 'ui.form.reactivatedNow',
    notice: 'ui.form.deactivated',
  },
} as const

/** The words for the records of a model. */
export function archivingWords({ archiving }: typeof Model) {
  return words[archiving]
}
