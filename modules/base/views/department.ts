import { form, lines, list, optional, search, section, tab, tabs } from '#addon'
import { Department } from '../models/department.ts'

export const departmentList = list(
  Department,
  ['name', 'parent', 'manager', 'location', optional('headcount')],
  { order: 'name' }
)

export const departmentForm = form(Department, {
  sheet: [
    section('Department', ['name', 'parent', 'manager', 'location', 'headcount']),
    tabs({
      people: tab('Employees', [
        lines('employees', ['name', 'jobTitle', 'manager', 'status'], {
          editable: ['firstName', 'lastName', 'jobTitle', 'email', 'manager', 'status'],
        }),
      ]),
      remarks: tab('Notes', ['notes']),
    }),
  ],
})

export const departmentSearch = search(Department, {
  fields: ['name'],
  filters: {
    top: ['At the top', [['parent', '=', null]]],
    withoutManager: ['Without a manager', [['manager', '=', null]]],
  },
  groupBy: ['parent', 'manager', 'location'],
})
