import type { HttpResponse } from '@adonisjs/core/http'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The headers of a table that is taken out as a file, which bears its name and the day. */
export function tableHeaders(response: HttpResponse, name: string, type: keyof typeof types) {
  const day = new Date().toISOString().slice(0, 10)
  response.header('content-type', types[type])
  response.header('content-disposition', `attachment; filename="${name}-${day}.${type}"`)
}
