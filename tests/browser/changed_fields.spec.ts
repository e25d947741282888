import { test } from '@japa/runner'
import { Department } from '#modules/base/models/department'
import { Employee } from '#modules/base/models/employee'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { base, expect, signedIn, violations } from '#tests/support/browser_pages'
import { makeDeals } from '#tests/support/deals'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const wide = { width: 1440, height: 900 }

test.group('Fields that change with others', () => {
  test('are filled while one goes on typing', async ({ assert, browser }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const { ada, deal } = await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme' })
      return {
        ada: await Contact.create({ firstName: 'Ada', companyId: acme.id }),
        deal: await Deal.create({ name: 'Ships' }),
      }
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals/${deal.id}`)
    await page.locator('#field-contact').selectOption(ada.id)
    await page.locator('#field-value').focus()
    await page.keyboard.type('12')
    await page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('#field-company')!.value
    )
    await page.keyboard.type('50')
    await expect(page.locator('#field-value')).toHaveValue('1250')
    await expect(page.locator('#field-company option:checked')).toHaveText('Acme')
    await page.getByText('3 unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    const stored = await alpha.run(() => Deal.query().preload('company').firstOrFail())
    assert.deepEqual([stored.company?.name, stored.value], ['Acme', 1250])
  })

  test('are computed anew while one goes on typing, and count as nothing unsaved', async ({
    assert,
    browser,
  }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const deal = await alpha.run(async () => {
      const qualified = await Stage.findByOrFail('name', 'Qualified')
      await qualified.merge({ probability: 40 }).save()
      return Deal.create({ name: 'Ships', value: 1000 })
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals/${deal.id}`)
    const expected = page.locator('#field-expectedRevenue')
    await page.locator('.steps').getByText('Qualified').click()
    await page.locator('#field-name').fill('')
    await page.keyboard.type('Fa')
    await expected.getByText('EUR 400.00').waitFor()
    await page.keyboard.type('ir')
    await expect(page.locator('#field-name')).toHaveValue('Fair')
    await page.getByText('2 unsaved changes').waitFor()
    await page.locator('#field-value').fill('2500')
    await page.locator('#field-name').focus()
    await expected.getByText('EUR 1,000.00').waitFor()
    await expect(page.locator('#field-name')).toBeFocused()
    await page.getByText('3 unsaved changes').waitFor()
    assert.deepEqual(await violations(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The deal is saved.').waitFor()
    await expect(expected).toHaveText('EUR 1,000.00')
    await page.context().close()
  })

  test('are filled in a line that is begun, once, while one goes on typing', async ({
    assert,
    browser,
  }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const workshop = await alpha.run(async () => {
      const head = await Employee.create({ firstName: 'Hedda' })
      return Department.create({ name: 'Workshop', managerId: head.id })
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/base/departments/${workshop.id}`)
    const manager = (line: number) => page.getByLabel(`Manager, line ${line}`)
    await page.getByLabel('First name, line 1').focus()
    await page.keyboard.type('Ada')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Lo')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="employees.new1.manager_text"]')!.value
    )
    await page.keyboard.type('ve')
    await expect(page.getByLabel('Last name, line 1')).toHaveValue('Love')
    await expect(manager(1)).toHaveValue('Hedda')
    await expect(manager(2)).toHaveValue('')
    await manager(1).fill('')
    await page.getByLabel('Job title, line 1').fill('Clerk')
    await page.getByLabel('First name, line 2').fill('Bo')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="employees.new2.manager_text"]')!.value
    )
    await expect(manager(1)).toHaveValue('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The department is saved.').waitFor()
    const staff = await alpha.run(() =>
      Employee.query().where({ departmentId: workshop.id }).preload('manager').orderBy('firstName')
    )
    assert.deepEqual(
      staff.map(({ name, manager: above }) => [name, above?.firstName]),
      [
        ['Ada Love', undefined],
        ['Bo', 'Hedda'],
      ]
    )
  })

  test('are computed of the lines that are typed, pasted and taken out', async ({
    assert,
    browser,
  }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const workshop = await alpha.run(async () => {
      const head = await Employee.create({ firstName: 'Hedda' })
      const department = await Department.create({ name: 'Workshop', managerId: head.id })
      await Employee.create({ firstName: 'Bo', departmentId: department.id })
      return department
    })
    const page = await signedIn(await browser.newContext(), 'mia@alpha.test')
    await page.goto(`${base()}/base/departments/${workshop.id}`)
    const headcount = (many: string) =>
      page.locator('#field-headcount').getByText(many, { exact: true }).waitFor()
    await headcount('1')
    await page.getByLabel('First name, line 2').fill('Ada')
    await page.getByLabel('Last name, line 2').focus()
    await page.keyboard.type('Lo')
    await headcount('2')
    await page.keyboard.type('ve')
    await expect(page.getByLabel('Last name, line 2')).toHaveValue('Love')
    await page.getByLabel('Status, line 1').selectOption('left')
    await headcount('1')
    await page.getByLabel('First name, line 3').focus()
    await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'Eve\tOne\nFay\tTwo\nGus\tThree')
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.activeElement!.dispatchEvent(paste)
    })
    await headcount('4')
    for (const line of [3, 4, 5]) {
      const manager = page.getByLabel(`Manager, line ${line}`)
      await page.waitForFunction(
        (control) => (control as HTMLInputElement).value === 'Hedda',
        await manager.elementHandle()
      )
    }
    await page.locator('[name="employees.new2"]').check()
    await headcount('3')
    await page.locator('[name="employees.new2"]').uncheck()
    await headcount('4')
    assert.deepEqual(await violations(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The department is saved.').waitFor()
    await headcount('4')
    await page.context().close()
  })

  test('are computed anew in a row of a list', async ({ assert, browser }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await makeDeals(alpha, { Qualified: [{ name: 'Ships', value: 1000 }] })
    await alpha.run(async () => {
      const qualified = await Stage.findByOrFail('name', 'Qualified')
      await qualified.merge({ probability: 40 }).save()
    })
    const page = await signedIn(await browser.newContext({ viewport: wide }), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals?columns=value,expectedRevenue,source`)
    await page.getByText('400.00').dblclick()
    await page.locator('#field-value').fill('2500')
    await page.locator('#field-source').focus()
    await page.locator('#field-expectedRevenue').getByText('1,000.00').waitFor()
    await expect(page.locator('#field-source')).toBeFocused()
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Enter')
    await page.getByText('The deal is saved.').waitFor()
    await page.locator('td').getByText('1,000.00').waitFor()
    await page.context().close()
  })

  test('are filled in a row of a list, where the focus stays', async ({ assert, browser }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    const locationId = alpha.location('North')
    const acme = await alpha.run(async () => {
      await Contact.create({ firstName: 'Ada', email: 'ada@example.test' })
      return Company.create({ name: 'Acme', locationId })
    })
    const page = await signedIn(await browser.newContext({ viewport: wide }), 'mia@alpha.test')
    await page.goto(`${base()}/crm/contacts`)
    await page.getByText('ada@example.test').dblclick()
    await page.locator('#field-company').selectOption(acme.id)
    await page.locator('#field-email').focus()
    await page.keyboard.type('new')
    await page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('#field-location')!.value
    )
    await page.keyboard.type('@example.test')
    await expect(page.locator('#field-email')).toHaveValue('new@example.test')
    await page.keyboard.press('Enter')
    await page.getByText('The contact is saved.').waitFor()
    const stored = await alpha.run(() => Contact.firstOrFail())
    assert.deepEqual(
      [stored.companyId, stored.locationId, stored.email],
      [acme.id, locationId, 'new@example.test']
    )
  })

  test('are filled on a card that is made on a board', async ({ assert, browser }) => {
    await emptyDatabase()
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await makeDeals(alpha, { New: [{ name: 'Old' }] })
    await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme' })
      await Contact.create({ firstName: 'Ada', companyId: acme.id })
    })
    const page = await signedIn(await browser.newContext({ viewport: wide }), 'mia@alpha.test')
    await page.goto(`${base()}/crm/deals?view=kanban`)
    const column = page.locator('section.col[aria-label="Qualified"]')
    await column.locator('.quick summary').click()
    await column.getByLabel('Title').fill('Ships')
    await column.getByLabel('Contact').focus()
    await page.keyboard.type('Ada')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('12')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.quick[open] [name="company_text"]')!.value
    )
    await page.keyboard.type('50')
    await expect(column.getByLabel('Company')).toHaveValue('Acme')
    await expect(column.getByLabel('Value')).toHaveValue('1250')
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Enter')
    await page.getByText('The deal is created.').waitFor()
    const stored = await alpha.run(() =>
      Deal.query().where('name', 'Ships').preload('company').preload('stage').firstOrFail()
    )
    assert.deepEqual(
      [stored.company?.name, stored.stage?.name, stored.value],
      ['Acme', 'Qualified', 1250]
    )
  })
})
