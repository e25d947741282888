import { defineModule } from '#addon'

export default defineModule({
  name: 'integrations',
  title: 'Integrations',
  version: '0.1.0',
  category: 'System',
  icon: 'plug',
  summary: 'Brings contacts in from GoHighLevel and shows the events that came.',
  depends: ['base', 'crm'],
  settings: '/integrations/connections',
})
