export interface Place {
  id: string
  name: string
}

/** A location of the tenant. */
export interface LocationPlace extends Place {
  /** Where its local telephone numbers are; null where the tenant says it. */
  country: string | null
}

/** The order of day, month and year. */
export type DateFormat = 'dmy' | 'mdy' | 'iso'

/** Papers that tenants print on, as Typst calls them. */
export const paperFormats = ['a4', 'us-letter'] as const
export type PaperFormat = (typeof paperFormats)[number]

/** How close things stand on the screen. */
export type Density = 'compact' | 'comfortable'

/** A user as one of their tenants knows them at this moment: who they are and what they may reach. */
export interface Who {
  user: {
    id: string
    email: string
    name: string
    language: string
    timeZone: string
    isPlatformAdministrator: boolean
    /** The theme that they have chosen; null follows the system. */
    theme: 'light' | 'dark' | null
    /** How close things stand; null is neither close nor wide. */
    density: Density | null
    /** The address on which their work begins; null is that of the house. */
    home: string | null
    /** Whether they show a code when they log in. */
    hasTwoFactor: boolean
  } | null
  tenant: {
    id: string
    name: string
    timeZone: string
    currency: string
    language: string
    /** How days are written: 18 Nov 2026, Nov 18, 2026 or 2026-11-18. */
    dateFormat: DateFormat
    /** Null where its currency says which is usual. */
    paperFormat: PaperFormat | null
    /** Where local telephone numbers are, unless a location says otherwise; null for nowhere. */
    country: string | null
    /** Counts what the tenant has made its own; 0 where it uses everything as it comes. */
    customization: number
    /** Whether everybody must show a code when they log in. */
    requiresTwoFactor: boolean
  } | null
  /** Locations of the tenant that the user may work in. */
  locations: LocationPlace[]
  allLocations: boolean
  /** Access groups given to the user in this tenant, without those they imply. */
  groups: string[]
}

/** Columns about a user `u`, their membership `m` and its tenant `t`, for `whoOf`. */
export const WHO_COLUMNS = `
  u.id as user_id, u.email, u.name, u.language, u.time_zone, u.theme, u.density, u.home, u.is_platform_administrator,
  exists (select 1 from identity.two_factor f
    where f.user_id = u.id and f.confirmed_at is not null) as has_two_factor,
  t.id as tenant_id, t.name as tenant_name, t.time_zone as tenant_time_zone, t.currency,
  t.language as tenant_language, t.date_format, t.paper_format, t.country, t.customization, t.requires_two_factor, m.all_locations,
  (select json_agg(json_build_object('id', l.id, 'name', l.name, 'country', l.country) order by l.sequence, l.name)
    from public.locations l
    where l.tenant_id = t.id and l.active and (m.all_locations or exists (
      select 1 from public.membership_locations ml
      where ml.tenant_id = l.tenant_id and ml.user_id = u.id and ml.location_id = l.id))
  ) as locations,
  (select json_agg(g.group_name) from public.membership_groups g
    where g.tenant_id = t.id and g.user_id = u.id) as groups`

/** Joins `u`, `m` and `t` to a row `alias` that names a user and a tenant; what is inactive is null. */
export function whoJoins(alias: string): string {
  return `
left join identity.users u on u.id = ${alias}.user_id and u.active
left join public.memberships m on m.id = u.id and m.tenant_id = ${alias}.tenant_id and m.active
left join public.tenants t on t.id = m.tenant_id and t.active`
}

export interface WhoRow {
  user_id: string | null
  email: string
  name: string
  language: string
  time_zone: string
  theme: 'light' | 'dark' | null
  density: Density | null
  home: string | null
  is_platform_administrator: boolean
  has_two_factor: boolean
  tenant_id: string | null
  tenant_name: string
  tenant_time_zone: string
  currency: string
  tenant_language: string
  date_format: DateFormat
  paper_format: PaperFormat | null
  country: string | null
  customization: number
  requires_two_factor: boolean
  all_locations: boolean | null
  locations: LocationPlace[] | null
  groups: string[] | null
}

export function whoOf(row: WhoRow): Who {
  return {
    user: row.user_id
      ? {
          id: row.user_id,
          email: row.email,
          name: row.name,
          language: row.language,
          timeZone: row.time_zone,
          theme: row.theme,
          density: row.density,
          home: row.home,
          isPlatformAdministrator: row.is_platform_administrator,
          hasTwoFactor: row.has_two_factor,
        }
      : null,
    tenant: row.tenant_id
      ? {
          id: row.tenant_id,
          name: row.tenant_name,
          timeZone: row.tenant_time_zone,
          currency: row.currency,
          language: row.tenant_language,
          dateFormat: row.date_format,
          paperFormat: row.paper_format,
          country: row.country,
          customization: row.customization,
          requiresTwoFactor: row.requires_two_factor,
        }
      : null,
    locations: row.locations ?? [],
    allLocations: row.all_locations ?? false,
    groups: row.groups ?? [],
  }
}

/** The locations that the user may work in; `null` means all of the tenant's. */
export function allowedLocationIds(who: Who): string[] | null {
  return who.allLocations ? null : who.locations.map((place) => place.id)
}
