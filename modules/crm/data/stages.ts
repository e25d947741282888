import { defineData } from '#addon'
import { Stage } from '../models/stage.ts'

export const stages = defineData(Stage, {
  stage_new: { name: 'New', sequence: 10, probability: 10 },
  stage_qualified: { name: 'Qualified', sequence: 20, probability: 30 },
  stage_proposal: { name: 'Proposal', sequence: 30, probability: 50 },
  stage_negotiation: { name: 'Negotiation', sequence: 40, probability: 70 },
  stage_won: { name: 'Won', sequence: 50, probability: 100, outcome: 'won' },
  stage_lost: { name: 'Lost', sequence: 60, probability: 0, outcome: 'lost', folded: true },
})
