import {
  Model,
  boolean,
  compute,
  computed,
  integer,
  longText,
  many2one,
  one2many,
  text,
  type Has,
} from '#addon'
import { Employee } from './employee.ts'
import { Location } from './location.ts'

/** A part of the organisation. Departments form a tree. */
export class Department extends Model {
  static override table = 'base_departments'
  static override label = { one: 'department', many: 'departments' }
  static override icon = 'network'

  static override fields = {
    name: text({ label: 'Name', required: true, size: 120, search: true, tracked: true }),
    parent: many2one(() => Department, { label: 'Part of', tracked: true }),
    manager: many2one(() => Employee, { label: 'Manager', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    notes: longText({ label: 'Notes', size: 10000 }),
    active: boolean({ label: 'Active', default: true }),
    employees: one2many(() => Employee, 'department', { label: 'Employees' }),
    headcount: computed(
      integer({ label: 'Headcount', help: 'Its employees, without those who have left.' })
    ),
  }
}

export interface Department extends Has<typeof Department> {}

Department.computes = [
  compute(
    Department,
    'headcount',
    ['employees.status'],
    ({ employees }) => employees.filter(({ status }) => status !== 'left').length
  ),
]
