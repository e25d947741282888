import { defineModule } from '#addon'

export default defineModule({
  name: 'loyalty',
  title: 'Loyalty',
  version: '1.0.0',
  category: 'Sales',
  icon: 'gift',
  summary: 'Points for contacts, with a level that follows from them.',
  depends: ['base', 'crm'],
})
