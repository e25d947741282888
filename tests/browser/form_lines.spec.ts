import { test } from '@japa/runner'
import { Department } from '#modules/base/models/department'
import { Employee } from '#modules/base/models/employee'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { base, expect, overhang, signedIn, violations } from '#tests/support/browser_pages'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager'])
  const company = await alpha.run(async () => {
    const made = await Company.create({ name: 'Harbour Works' })
    await Contact.create({ firstName: 'Nora', companyId: made.id })
    await Contact.create({ firstName: 'Otto', companyId: made.id })
    return made
  })
  const contacts = async () => {
    const all = await alpha.run(() =>
      Contact.query().where({ companyId: company.id }).orderBy('firstName')
    )
    return all.map(({ firstName, lastName, status }) => `${firstName} ${lastName ?? '-'} ${status}`)
  }
  return { alpha, address: `${base()}/crm/companies/${company.id}`, contacts }
}

test.group('Lines of a form in the browser', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('are typed, pasted and taken out', async ({ assert, browser }) => {
    const { address, contacts } = things
    const context = await browser.newContext()
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    await page.getByLabel('Last name, line 1').fill('Lind')
    await page.getByText('1 unsaved change').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Berg')
    await expect(page.getByLabel('Last name, line 2')).toHaveValue('Berg')
    await page.getByRole('checkbox', { name: 'Remove, line 2' }).check()

    await page.getByRole('button', { name: 'Add line' }).click()
    await page.keyboard.type('Ada')
    await page.getByLabel('First name, line 4').waitFor()

    await page.evaluate(() =>
      navigator.clipboard.writeText('Bo\tMay\nCy\tNg\tClerk\tcy@example.test\t\tCustomer\n')
    )
    await page.getByLabel('First name, line 4').focus()
    await page.keyboard.press('ControlOrMeta+v')
    await page.getByLabel('First name, line 6').waitFor()
    await expect(page.getByLabel('E-mail, line 5')).toHaveValue('cy@example.test')
    await page.getByText('5 unsaved changes').waitFor()

    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The company is saved.').waitFor()
    assert.deepEqual(await contacts(), [
      'Ada - lead',
      'Bo May lead',
      'Cy Ng customer',
      'Nora Lind lead',
    ])
    await context.close()
  })

  test('give room to columns of long values, within the width of the form', async ({
    assert,
    browser,
  }) => {
    const { alpha, address } = things
    await alpha.run(() =>
      Contact.query().where('firstName', 'Nora').update({
        jobTitle: 'Systems Administrator',
        email: 'nora.lindgren@harbour-works.example',
        phone: '+441614960573',
      })
    )
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    const widthOf = async (label: string) => {
      const box = await page.getByLabel(`${label}, line 1`).boundingBox()
      return box!.width
    }
    const usual = await widthOf('Last name')
    for (const label of ['Job title', 'E-mail', 'Phone']) {
      assert.isAbove(await widthOf(label), usual, label)
    }
    const table = page.getByRole('region', { name: 'Contacts table' })
    assert.isAtMost(await table.evaluate((box) => box.scrollWidth - box.clientWidth), 0)
    await context.close()
  })

  test('make a record that one of their cells is to lead to, and open it', async ({
    assert,
    browser,
  }) => {
    const { alpha } = things
    await alpha.user('ann@alpha.test', ['base.administrator'])
    const workshop = await alpha.run(() => Department.create({ name: 'Workshop' }))
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await signedIn(context, 'ann@alpha.test')
    await page.goto(`${base()}/base/departments/${workshop.id}`)
    await page.getByLabel('First name, line 1').fill('Bo')
    await page.getByLabel('First name, line 2').fill('Cy')
    await page.getByLabel('Manager, line 2').focus()
    assert.deepEqual(await violations(page), [])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${base()}/base/employees/new`)
    await page.getByLabel('First name').fill('Ada')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(`${base()}/base/departments/${workshop.id}`)
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="employees.new2.manager_text"]')?.value
    )
    await expect(page.getByLabel('First name, line 1')).toHaveValue('Bo')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The department is saved.').waitFor()
    const staff = await alpha.run(() =>
      Employee.query().where({ departmentId: workshop.id }).preload('manager').orderBy('firstName')
    )
    assert.deepEqual(
      staff.map(({ firstName, manager }) => [firstName, manager?.firstName]),
      [
        ['Bo', undefined],
        ['Cy', 'Ada'],
      ]
    )
    await page.getByLabel('Manager, line 2').focus()
    await page.getByRole('link', { name: 'Open Ada' }).click()
    await page.waitForURL(`${base()}/base/employees/${staff[1]!.managerId}`)
    await context.close()
  })

  test('are added with JavaScript off, one empty line after the other', async ({
    assert,
    browser,
  }) => {
    const { address, contacts } = things
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await signedIn(context, 'mia@alpha.test')
    await page.goto(address)
    await page.getByLabel('First name, line 3').fill('Ada')
    await page.getByRole('button', { name: 'Add line' }).click()
    await page.getByLabel('First name, line 4').fill('Bo')
    await page.getByRole('checkbox', { name: 'Remove, line 1' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The company is saved.').waitFor()
    assert.deepEqual(await contacts(), ['Ada - lead', 'Bo - lead', 'Otto - lead'])
    await context.close()
  })

  test('are accessible and fit a narrow screen, light and dark', async ({ assert, browser }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
        const page = await signedIn(context, 'mia@alpha.test')
        await page.goto(things.address)
        await page.getByLabel('E-mail, line 1').fill('wrong')
        await page.getByRole('button', { name: 'Save' }).click()
        await page.locator('.lines .err').waitFor()
        assert.deepEqual(await violations(page), [])
        assert.isAtMost(await overhang(page), 0)
        await context.close()
      }
    }
  })
})
