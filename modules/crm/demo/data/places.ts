import type { Random } from './random.ts'

/** A city in which demo companies and contacts live. */
export interface City {
  name: string
  state: string | null
  country: string
  streets: readonly string[]
  postalCode: (random: Random) => string
  /** A number that nobody has: from the range that the country keeps for fiction. */
  phone: (random: Random) => string
}

const digits = (random: Random, count: number) =>
  String(random.integer(0, 10 ** count - 1)).padStart(count, '0')

/** Ofcom keeps `<area> 496 0xxx` and, in London, `20 7946 0xxx`. */
const british = (area: string) => (random: Random) => `+44${area}0${digits(random, 3)}`

/** The North American plan keeps `<area> 555 01xx`. */
const american = (area: string) => (random: Random) => `+1${area}55501${digits(random, 2)}`

/** The Bundesnetzagentur keeps blocks of a thousand in five cities. */
const german = (block: string) => (random: Random) => `+49${block}${digits(random, 3)}`

const britishCode = (district: string) => (random: Random) =>
  `${district}${random.integer(1, 9)} ${random.integer(1, 9)}${random.pick(['AB', 'DF', 'HJ', 'LN', 'QT', 'XZ'])}`
const from = (first: number, last: number) => (random: Random) =>
  String(random.integer(first, last)).padStart(5, '0')

const britishStreets = [
  'Mill Lane',
  'Station Road',
  'Church Street',
  'Victoria Road',
  'Canal Street',
  'Kings Parade',
]
const americanStreets = [
  'Maple Avenue',
  'Lake Street',
  '4th Avenue',
  'Harbor Drive',
  'Cedar Court',
  'Market Street',
]
const germanStreets = [
  'Lindenstraße',
  'Bahnhofstraße',
  'Gartenweg',
  'Schillerstraße',
  'Am Markt',
  'Uferstraße',
]

const cities = {
  london: {
    name: 'London',
    state: 'Greater London',
    country: 'United Kingdom',
    streets: britishStreets,
    postalCode: britishCode('SE'),
    phone: british('207946'),
  },
  manchester: {
    name: 'Manchester',
    state: 'Greater Manchester',
    country: 'United Kingdom',
    streets: britishStreets,
    postalCode: britishCode('M'),
    phone: british('161496'),
  },
  leeds: {
    name: 'Leeds',
    state: 'West Yorkshire',
    country: 'United Kingdom',
    streets: britishStreets,
    postalCode: britishCode('LS'),
    phone: british('113496'),
  },
  edinburgh: {
    name: 'Edinburgh',
    state: 'Scotland',
    country: 'United Kingdom',
    streets: britishStreets,
    postalCode: britishCode('EH'),
    phone: british('131496'),
  },
  hamburg: {
    name: 'Hamburg',
    state: 'Hamburg',
    country: 'Germany',
    streets: germanStreets,
    postalCode: from(20095, 22769),
    phone: german('4066969'),
  },
  berlin: {
    name: 'Berlin',
    state: 'Berlin',
    country: 'Germany',
    streets: germanStreets,
    postalCode: from(10115, 14199),
    phone: german('3023125'),
  },
  munich: {
    name: 'Munich',
    state: 'Bavaria',
    country: 'Germany',
    streets: germanStreets,
    postalCode: from(80331, 81929),
    phone: german('8999998'),
  },
  frankfurt: {
    name: 'Frankfurt am Main',
    state: 'Hesse',
    country: 'Germany',
    streets: germanStreets,
    postalCode: from(60306, 65936),
    phone: german('6990009'),
  },
  chicago: {
    name: 'Chicago',
    state: 'Illinois',
    country: 'United States',
    streets: americanStreets,
    postalCode: from(60601, 60661),
    phone: american('312'),
  },
  austin: {
    name: 'Austin',
    state: 'Texas',
    country: 'United States',
    streets: americanStreets,
    postalCode: from(78701, 78759),
    phone: american('512'),
  },
  boston: {
    name: 'Boston',
    state: 'Massachusetts',
    country: 'United States',
    streets: americanStreets,
    postalCode: from(2108, 2136),
    phone: american('617'),
  },
  seattle: {
    name: 'Seattle',
    state: 'Washington',
    country: 'United States',
    streets: americanStreets,
    postalCode: from(98101, 98199),
    phone: american('206'),
  },
} satisfies Record<string, City>

export type CityKey = keyof typeof cities

export const cityOf = (key: CityKey): City => cities[key]

/** The city of this name; London where there is none. */
export function cityNamed(name: string | null): City {
  return Object.values(cities).find((city) => city.name === name) ?? cities.london
}

/** A mobile number from Ofcom's range for drama. */
export const mobile = (random: Random) => `+447700900${digits(random, 3)}`

/** The columns of an address in the city. */
export function addressIn(city: City, random: Random) {
  const { name, state, country, streets, postalCode } = city
  const number = random.integer(1, 180)
  const street = random.pick(streets)
  const address = country === 'Germany' ? `${street} ${number}` : `${number} ${street}`
  return { address, city: name, state, postalCode: postalCode(random), country }
}
