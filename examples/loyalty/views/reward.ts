import { form, list, search, section } from '#addon'
import { Reward } from '../models/reward.ts'

export const rewardList = list(Reward, ['name', 'points'], { order: 'points' })

export const rewardForm = form(Reward, { sheet: [section('Reward', ['name', 'points'])] })

export const rewardSearch = search(Reward, { fields: ['name'] })
