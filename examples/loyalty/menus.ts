import { menu, open } from '#addon'
import { entryForm, entryList, entrySearch } from './views/entry.ts'
import { rewardForm, rewardList, rewardSearch } from './views/reward.ts'

export default menu('Loyalty', {
  icon: 'gift',
  items: {
    entries: open('Points', entryList, entryForm, entrySearch),
    rewards: open('Rewards', rewardList, rewardForm, rewardSearch),
  },
})
