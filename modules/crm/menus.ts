import { menu, open } from '#addon'
import { companyForm, companyList, companySearch } from './views/company.ts'
import { contactForm, contactList, contactSearch } from './views/contact.ts'

export default menu('CRM', {
  icon: 'handshake',
  items: {
    contacts: open('Contacts', contactList, contactForm, contactSearch),
    companies: open('Companies', companyList, companyForm, companySearch),
  },
})
