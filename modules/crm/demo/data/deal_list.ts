/** What the demo's deals are about. */
export const dealSubjects = [
  'Reception desk',
  'Show home, plots 4–9',
  'Guest rooms, east wing',
  'Lobby joinery, three floors',
  'Meeting room panels',
  'Staff kitchen',
  'Annual service contract',
  'Wardrobes, twelve flats',
  'Library wall',
  'Hallway storage',
  'Counter and shelving',
  'Workshop benches',
  'Stone tops, phase two',
  'Fleet of delivery bikes',
  'Warehouse racking',
  'Training for the night shift',
  'Spare parts, framework order',
  'Cold room doors',
  'Acoustic ceiling',
  'Signs for the new branch',
  'Bar and back wall',
  'Boot room',
  'Study in smoked oak',
  'Site cabins, rental',
] as const

export const dealTags = ['Framework', 'Showroom', 'Trade', 'Referral', 'Priority'] as const

/** How many deals are in each stage, the lower ones by weight. */
export const stageWeights = {
  New: 26,
  Qualified: 22,
  Proposal: 18,
  Negotiation: 12,
  Won: 16,
  Lost: 6,
} as const

export const priorities = { low: 40, medium: 35, high: 18, urgent: 7 } as const

export const lossReasons = ['Too expensive', 'Chose another supplier', 'Project stopped'] as const
