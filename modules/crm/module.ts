import { defineModule } from '#addon'

export default defineModule({
  name: 'crm',
  title: 'CRM',
  version: '0.1.0',
  category: 'Sales',
  icon: 'handshake',
  summary: 'Contacts, companies and deals, by location.',
  depends: ['base'],
})
