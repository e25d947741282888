import { menu, open } from '#addon'
import { customFieldForm, customFieldList, customFieldSearch } from './views/custom_field.ts'

export default menu('Settings', {
  icon: 'settings',
  items: {
    'custom-fields': open('Custom fields', customFieldList, customFieldForm, customFieldSearch),
  },
})
