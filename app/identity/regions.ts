/** Whether this is a time zone that dates can be shown in: `Europe/Berlin`. */
export function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}

/** Names of time zones to choose from. */
export const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** Codes of currencies of ISO 4217. */
export const currencies: readonly string[] = Intl.supportedValuesOf('currency')
