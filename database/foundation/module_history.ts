/** What a plan found besides its statements, and who has planned and executed it. */
export function moduleHistory(): string {
  return `
alter table app.module_plans add column details json;
alter table app.module_plans add column planned_by text;
alter table app.module_plans add column executed_by text;
`
}
