import {
  Model,
  boolean,
  date,
  email,
  longText,
  many2one,
  onChange,
  phone,
  selection,
  text,
  type Has,
} from '#addon'
import { Department } from './department.ts'
import { Location } from './location.ts'
import { Member } from './member.ts'

/** Somebody who works for the tenant, whether or not they can log in. */
export class Employee extends Model {
  static override table = 'base_employees'
  static override label = { one: 'employee', many: 'employees' }
  static override icon = 'id-card'
  static override isPerson = true

  static override fields = {
    name: text({
      label: 'Name',
      readonly: true,
      generated: true,
      depends: ['firstName', 'lastName'],
    }),
    firstName: text({ label: 'First name', required: true, size: 80, search: true, tracked: true }),
    lastName: text({ label: 'Last name', size: 80, search: true, tracked: true }),
    number: text({ label: 'Employee number', size: 40, search: true, tracked: true }),
    jobTitle: text({ label: 'Job title', size: 120, search: true, tracked: true }),
    department: many2one(() => Department, { label: 'Department', tracked: true }),
    manager: many2one(() => Employee, { label: 'Manager', tracked: true }),
    user: many2one(() => Member, {
      label: 'User',
      tracked: true,
      help: 'The account with which this person logs in, if they have one.',
    }),
    email: email({ label: 'Work e-mail', search: true, tracked: true }),
    phone: phone({ label: 'Work phone', search: true, tracked: true }),
    mobile: phone({ label: 'Work mobile', tracked: true }),
    location: many2one(() => Location, { label: 'Location', tracked: true }),
    status: selection({
      label: 'Status',
      required: true,
      default: 'active',
      tracked: true,
      options: { active: 'Working', leave: 'On leave', left: 'Left' },
      tones: { active: 'ok', leave: 'warn', left: 'idle' },
    }),
    hiredOn: date({ label: 'Hired on', tracked: true }),
    leftOn: date({ label: 'Left on', tracked: true }),
    notes: longText({ label: 'Notes', size: 10000 }),
    active: boolean({ label: 'Active', default: true }),
  }
}

export interface Employee extends Has<typeof Employee> {}

Employee.onChanges = [
  onChange(Employee, ['department'], async (employee) => {
    const { departmentId } = employee
    const department =
      employee.department ?? (departmentId ? await Department.find(departmentId) : null)
    const managerId = department?.managerId
    if (managerId && managerId !== employee.id) employee.managerId = managerId
    employee.locationId ??= department?.locationId ?? null
  }),
]
