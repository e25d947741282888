import {
  avatar,
  badge,
  field,
  form,
  list,
  optional,
  search,
  section,
  statusbar,
  tab,
  tabs,
} from '#addon'
import { Employee } from '../models/employee.ts'

export const employeeList = list(
  Employee,
  [
    'name',
    'jobTitle',
    'department',
    'email',
    'phone',
    'location',
    badge('status'),
    optional('number'),
    optional('manager'),
    avatar('user'),
    optional('hiredOn'),
  ],
  { order: 'name' }
)

export const employeeForm = form(Employee, {
  header: [statusbar('status')],
  sheet: [
    section('Employee', [
      'firstName',
      'lastName',
      'number',
      'jobTitle',
      'hiredOn',
      field('leftOn', { visible: ['|', ['status', '=', 'left'], ['leftOn', '!=', null]] }),
    ]),
    section('Work', ['department', 'manager', 'location', 'email', 'phone', 'mobile', 'user']),
    tabs({ remarks: tab('Notes', ['notes']) }),
  ],
})

export const employeeSearch = search(Employee, {
  fields: ['firstName', 'lastName', 'number', 'jobTitle', 'email', 'phone'],
  filters: {
    working: ['Working', [['status', '=', 'active']]],
    onLeave: ['On leave', [['status', '=', 'leave']]],
    left: ['Left', [['status', '=', 'left']]],
    withUser: ['With a user', [['user', '!=', null]]],
    withoutUser: ['Without a user', [['user', '=', null]]],
  },
  groupBy: ['department', 'status', 'location', 'manager', 'jobTitle', 'hiredOn'],
})
