import { menu, open } from '#addon'
import { companyForm, companyList, companySearch } from './views/company.ts'
import { contactForm, contactList, contactSearch } from './views/contact.ts'
import { dealForm, dealList, dealSearch } from './views/deal.ts'
import { stageForm, stageList, stageSearch } from './views/stage.ts'

export default menu('CRM', {
  icon: 'handshake',
  items: {
    contacts: open('Contacts', contactList, contactForm, contactSearch),
    companies: open('Companies', companyList, companyForm, companySearch),
    deals: open('Deals', dealList, dealForm, dealSearch),
    stages: open('Stages', stageList, stageForm, stageSearch),
  },
})
