import { menu, open } from '#addon'
import { entryForm, entryList, entrySearch } from './views/entry.ts'

export default menu('Loyalty', {
  icon: 'gift',
  items: { entries: open('Points', entryList, entryForm, entrySearch) },
})
