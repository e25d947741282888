import { menu, open } from '#addon'
import { companyForm, companyGraph, companyList, companySearch } from './views/company.ts'
import {
  contactActivity,
  contactForm,
  contactGraph,
  contactKanban,
  contactList,
  contactPivot,
  contactSearch,
} from './views/contact.ts'
import {
  dealActivity,
  dealCalendar,
  dealCohort,
  dealForm,
  dealGraph,
  dealKanban,
  dealList,
  dealPivot,
  dealSearch,
  dealTimeline,
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
      contactPivot,
      contactActivity
    ),
    companies: open('Companies', companyList, companyForm, companySearch, companyGraph),
    deals: open(
      'Deals',
      dealList,
      dealKanban,
      dealCalendar,
      dealTimeline,
      dealForm,
      dealSearch,
      dealGraph,
      dealPivot,
      dealCohort,
      dealActivity
    ),
    meetings: open('Meetings', meetingList, meetingCalendar, meetingForm, meetingSearch),
    stages: open('Stages', stageList, stageForm, stageSearch),
  },
})
