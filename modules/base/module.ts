import { defineModule } from '#addon'

export default defineModule({
  name: 'base',
  title: 'Base',
  version: '0.1.0',
  category: 'System',
  icon: 'settings',
  summary: 'Users, locations, employees, teams and tags: what every other module builds on.',
  depends: [],
  settings: '/base/company',
})
