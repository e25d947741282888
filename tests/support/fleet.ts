import type { House } from './life_cycle.ts'

const migration = `import { Migration } from '#addon'
  export default class extends Migration {
    async up() {
      this.createTenantTable('fleet_cars', (table) => {
        table.columns.text('name').notNullable()
        table.columns.text('state')
        table.columns.decimal('price', 14, 2)
      })
    }
  }`

const model = (
  priceFor: string,
  more = ''
) => `import { Model, money, selection, text } from '#addon'
  export class Car extends Model {
    static table = 'fleet_cars'
    static label = { one: 'car', many: 'cars' }
    static fields = {
      name: text({ label: 'Name', required: true${more} }),
      state: selection({ label: 'State', options: { free: 'Free', used: 'Used' } }),
      price: money({ label: 'Price', groups: ['${priceFor}'] }),
    }
  }`

const access = (
  rights: string,
  domain: string
) => `import { accessGroup, allow, rule } from '#addon'
  import { Car } from './models/car.ts'
  export const driver = accessGroup('fleet.driver', 'Driver')
  export default [
    allow(driver, Car, ${rights}),
    rule('Cars within reach', Car, { groups: [driver], domain: ({ userId }) => ${domain} }),
  ]`

const views = (
  columns: string,
  more: string
) => `import { badge, form, kanban, list, search, section } from '#addon'
  import { Car } from '../models/car.ts'
  export const carList = list(Car, ${columns})
  export const carForm = form(Car, { sheet: [section('Car', ['name', 'price'])] })
  export const carSearch = search(Car, { fields: ['name'] })
  ${more}`

const menus = (items: string) => `import { menu, open } from '#addon'
  import { carForm, carList, carSearch } from './views/car.ts'
  export default menu('Fleet', { icon: 'car', items: { ${items} } })`

const cars = `cars: open('Cars', carList, carForm, carSearch)`

const job = (name: string) => `import { defineJob } from '#addon'
  export const ${name} = defineJob({ name: 'fleet.${name}', async run() {} })`

const versions = {
  '1.0.0': {
    'migrations/0001_cars.ts': migration,
    'models/car.ts': model('fleet.driver'),
    'access.ts': access(`['read', 'create']`, `[['createdBy', '=', userId]]`),
    'views/car.ts': views(`['name', 'state']`, ''),
    'menus.ts': menus(`${cars}, garage: open('Garage', carList, carForm)`),
    'jobs/wash.ts': job('wash'),
  },
  '2.0.0': {
    'models/car.ts': model('base.administrator', `, size: 80`),
    'access.ts': access(`['read', 'write']`, `[['state', '=', 'free']]`),
    'views/car.ts': views(
      `['name', badge('state'), 'price']`,
      `export const carBoard = kanban(Car, { by: 'state', card: ['name'] })`
    ),
    'menus.ts': menus(cars),
    'jobs/wash.ts': '',
    'jobs/park.ts': job('park'),
  },
}

/** Writes the files of a version of the module `fleet`; what the second leaves alone stays. */
export async function writeFleet({ folders }: House, version: keyof typeof versions) {
  await folders.module('fleet', { depends: ['base'], title: 'Fleet', version }, versions[version])
}
