/** The names of the controls that say what a word means; without a word, of all others of a field. */
export function wordNames(field: string, key: string | null) {
  const end = [field, ...(key === null ? [] : [key])].map(encodeURIComponent).join(':')
  return { meaning: `meaning:${end}`, record: `record:${end}`, text: `record:${end}_text` }
}
