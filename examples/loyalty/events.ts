import { addUp } from './jobs/add_up.ts'
import { Entry } from './models/entry.ts'

const enqueue = ({ contactId }: Entry) => {
  addUp.enqueue({ contactId }, { jobId: contactId })
}

Entry.after('save', enqueue)
Entry.after('delete', enqueue)
