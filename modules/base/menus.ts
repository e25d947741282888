import { menu, open, page } from '#addon'
import { administrator, platformAdministrator } from './access.ts'
import { accessGroupForm, accessGroupList, accessGroupSearch } from './views/access_group.ts'
import { accessRightForm, accessRightList, accessRightSearch } from './views/access_right.ts'
import { activityTypeForm, activityTypeList, activityTypeSearch } from './views/activity_type.ts'
import { customFieldForm, customFieldList, customFieldSearch } from './views/custom_field.ts'
import { departmentForm, departmentList, departmentSearch } from './views/department.ts'
import { employeeForm, employeeList, employeeSearch } from './views/employee.ts'
import { invitationForm, invitationList, invitationSearch } from './views/invitation.ts'
import { locationForm, locationList, locationSearch } from './views/location.ts'
import { memberForm, memberList, memberSearch } from './views/member.ts'
import { teamForm, teamList, teamSearch } from './views/team.ts'

export default menu('Settings', {
  icon: 'settings',
  sequence: 100,
  home: false,
  items: {
    'users': open('Users', memberList, memberForm, memberSearch),
    'invitations': open('Invitations', invitationList, invitationForm, invitationSearch),
    'locations': open('Locations', locationList, locationForm, locationSearch),
    'employees': open('Employees', employeeList, employeeForm, employeeSearch),
    'departments': open('Departments', departmentList, departmentForm, departmentSearch),
    'teams': open('Teams', teamList, teamForm, teamSearch),
    'company': page('Company', '/base/company', { groups: [administrator] }),
    'tenants': page('Tenants', '/base/tenants', { groups: [platformAdministrator] }),
    'api-keys': page('API keys', '/base/api-keys', { groups: [administrator] }),
    'two-factor': page('Second step', '/base/two-factor', { groups: [administrator] }),
    'custom-fields': open('Custom fields', customFieldList, customFieldForm, customFieldSearch),
    'activity-types': open(
      'Activity types',
      activityTypeList,
      activityTypeForm,
      activityTypeSearch
    ),
    'roles': page('Roles', '/base/roles', { groups: [administrator] }),
    'groups': open('Groups', accessGroupList, accessGroupForm, accessGroupSearch),
    'rights': open('Rights and rules', accessRightList, accessRightForm, accessRightSearch),
    'access': page('Who may do what', '/base/access', { groups: [administrator] }),
    'apps': page('Apps', '/base/apps', { groups: [platformAdministrator] }),
    'tenant-apps': page('Apps in use', '/base/tenant-apps', { groups: [administrator] }),
    'shipped': page('Shipped records', '/base/shipped', { groups: [administrator] }),
    'audit': page('Audit log', '/base/audit', { groups: [administrator] }),
  },
})
