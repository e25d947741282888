import type { Door } from './source.ts'

/** A model, or what holds one, and the name that it was declared with. */
const DECLARED = /\b([mM]odel|target(\(\))?)\.label\b|\blabel: \{ (one|many)/g

/** Pages call records by the words of the reader's language, `labels`; `label` is what is declared. */
export const calledByReader: Door = {
  name: 'pages call records by the words of the reader',
  check: ({ path, text }) => {
    if (!/^(app\/(http|access)|modules\/[^/]+\/controllers)\//.test(path)) return []
    return [...text.matchAll(DECLARED)].map(([found]) => `${path}: ${found}; say labels`)
  },
}
