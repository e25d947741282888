import { printout } from '#addon'
import { Company } from '../models/company.ts'

/** What one takes along to a customer: who works there, and what is being sold to them. */
export const companyOverview = printout(Company, {
  label: 'Company overview',
  template: new URL('./company_overview.typ', import.meta.url),
  fields: [
    'name',
    'industry',
    'size',
    'website',
    'email',
    'phone',
    'address',
    'postalCode',
    'city',
    'country',
    'owner',
    'tags',
    'description',
  ],
  lines: {
    contacts: ['name', 'jobTitle', 'email', 'phone'],
    deals: ['name', 'stage', 'expectedClose', 'closedOn', 'value'],
  },
  texts: { open: 'Open deals', closed: 'Closed deals' },
  prepare: ({ lines }, { money, number }) => {
    const deals = lines.deals ?? []
    const figures = (of: typeof deals) => ({
      count: number(of.length),
      value: money(of.reduce((sum, { value }) => sum + Number(value ?? 0), 0)),
    })
    return {
      hasDeals: deals.length > 0,
      open: figures(deals.filter(({ closedOn }) => !closedOn)),
      closed: figures(deals.filter(({ closedOn }) => closedOn)),
    }
  },
})
