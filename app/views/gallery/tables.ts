import { renderCohort } from '../cohort/page.ts'
import { renderPivotPage } from '../pivot/page.ts'
import { head, HERE, LONG, noMatch, search, states, type Sample } from './sample.ts'

const figure = (value: number) => ({ value, text: String(value), href: HERE })

const pivot =
  (rows: readonly string[]): Sample =>
  (t) =>
    renderPivotPage(
      {
        head,
        search: search(false),
        title: 'Value by stage and month',
        rowMenu: [{ label: 'Stage', href: HERE, active: true }],
        columnMenu: [{ label: 'Month', href: HERE, active: true }],
        measures: [{ label: 'Value', href: HERE, active: true }],
        flipHref: HERE,
        file: { action: HERE, csrf: '' },
        corner: 'Stage',
        heads: [
          [
            { label: 'October', span: 1 },
            { label: 'November', span: 1 },
          ],
        ],
        rows: rows.map((label, at) => ({
          label,
          depth: at === 0 ? 0 : 1,
          isGroup: at > 0,
          toggle: at === 0 ? null : { href: HERE, isOpen: at === 1 },
          cells: [figure(1200 * at), figure(40)],
        })),
        instead:
          rows.length > 0 ? null : { ...noMatch, link: { label: 'Clear filters', href: HERE } },
      },
      t
    )

const cohort =
  (labels: readonly string[]): Sample =>
  (t) =>
    renderCohort(
      {
        head,
        search: search(false),
        title: 'Deals by month: how many are closed so many months later',
        axis: 'Made (month)',
        measure: 'Number of deals',
        modes: ['Closed', 'Open'].map((label, at) => ({ label, href: HERE, current: at === 0 })),
        units: [{ label: 'Month', href: HERE, active: true }],
        measures: [{ label: 'Number', href: HERE, active: true }],
        spans: ['0', '+1', '+2'],
        rows: labels.map((label, row) => ({
          label,
          total: '24',
          href: HERE,
          cells: [0, 1, 2].map((at) =>
            at + row > 2
              ? null
              : { percent: 30 * (at + 1), text: `${30 * (at + 1)} %`, figure: '8', href: HERE }
          ),
        })),
        all: null,
        notes: [],
        noMatch,
      },
      t
    )

export const pivotSamples = states(pivot(['Total', 'New', LONG]), pivot(['Total']), pivot([]))
export const cohortSamples = states(cohort(['Sep', 'Oct', LONG]), cohort(['Sep']), cohort([]))
