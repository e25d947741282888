import { Deal } from './models/deal.ts'

Deal.before('save', (deal) => deal.settle())
