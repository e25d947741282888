import { menu, open } from '#addon'
import { companyForm, companyGraph, companyList, companySearch } from './views/company.ts'
import {
  contactForm,
  contactGraph,
  contactKanban,
  contactList,
  contactPivot,
  contactSearch,
} from './views/contact.ts'
import {
  dealCalendar,
  dealForm,
  dealGraph,
  dealKanban,
  dealList,
  dealPivot,
  dealSearch,
} from './views/deal.ts'
import { meetingCalendar, meetingForm, meetingList, meetingSearch } from './views/meeting.ts'
import { stageForm, stageList, stageSearch } from './views/stage.ts'

export default menu('CRM', {
  icon: 'handshake',
  items: {
    contacts: open(
      'Contacts',
      contactList,
      contactKanban,
      contactForm,
      contactSearch,
      contactGraph,
      contactPivot
    ),
    companies: open('Companies', companyList, companyForm, companySearch, companyGraph),
    deals: open(
      'Deals',
      dealList,
      dealKanban,
      dealCalendar,
      dealForm,
      dealSearch,
      dealGraph,
      dealPivot
    ),
    meetings: open('Meetings', meetingList, meetingCalendar, meetingForm, meetingSearch),
    stages: open('Stages', stageList, stageForm, stageSearch),
  },
})
