import { after, extendDashboard, figureTile } from '#addon'
import { sales } from '#modules/crm/dashboard'
import { Entry } from '../../models/entry.ts'

export const onDashboard = extendDashboard(
  sales,
  after('newContacts', {
    pointsGiven: figureTile('Points given', Entry, {
      measure: 'sum:points',
      domain: [['points', '>', 0]],
      date: 'createdAt',
    }),
  })
)
