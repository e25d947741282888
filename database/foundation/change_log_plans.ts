/**
 * How the log pairs the rows of an update with what they were. PostgreSQL plans a statement on a
 * transition table for the number of rows that the session met first, mostly one; a nested loop then
 * pairs every row of a larger update with every other, 15 seconds for 500 rows.
 */
export const changeLogPlans = () => `
alter function app.record_updates() set enable_nestloop = off;
`
