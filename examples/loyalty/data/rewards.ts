import { defineData } from '#addon'
import { Reward } from '../models/reward.ts'

export const rewards = defineData(Reward, {
  coffee: { name: 'A coffee', points: 100 },
  voucher: { name: 'Voucher', points: 500 },
  evening: { name: 'An evening for two', points: 2000 },
})
