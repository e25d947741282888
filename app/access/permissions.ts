/**
 * Permissions that the host itself asks for; the module base declares them and says whose roles
 * bring them. A permission is a group: `asker.groups.has(EXPORT)`.
 */

/** To take the records of a list out of the house as a file. */
export const EXPORT = 'base.export'

/** To let programs read with an API key. */
export const API = 'base.api'

/** To let programs change records with an API key. */
export const API_WRITE = 'base.api_write'

/** To offer one's favourite searches to everybody. */
export const SHARE = 'base.share_favourites'
