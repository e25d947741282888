import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { RESERVED } from '#app/modules/manifest'
import { Registry } from '#app/modules/registry'
import { middleware } from '#start/kernel'
import { allRoutes } from '#tests/support/strangers/probes'
import { needlessExceptions, openRoutes, routesWithoutProbe } from '#tests/support/strangers/routes'

/** Routes as a careless module might declare them. */
async function careless(declare: (recorder: typeof router) => void) {
  const encryption = await app.container.make('encryption')
  const Router = router.constructor as new (...given: unknown[]) => typeof router
  const recorder = new Router(app, encryption, router.qs)
  declare(recorder)
  recorder.commit()
  return allRoutes(recorder)
}

test.group('Routes', () => {
  test('say who may call them', ({ assert }) => {
    const routes = allRoutes()
    assert.isAbove(routes.length, 30)
    assert.deepEqual(openRoutes(routes), [])
    assert.deepEqual(needlessExceptions(routes), [])
  })

  test('that take the id of something are asked with the ids of strangers', ({ assert }) => {
    assert.deepEqual(routesWithoutProbe(allRoutes()), [])
  })

  test('of the host are addresses that no module can take', ({ assert }) => {
    const modules = Registry.current.modules.map(({ name }) => name)
    const firsts = allRoutes().map(({ pattern }) => pattern.split('/')[1]!)
    const ofHost = new Set(firsts.filter((first) => /^[a-z]/.test(first)))
    for (const name of [...modules, ...RESERVED]) ofHost.delete(name)
    assert.deepEqual([...ofHost], [])
  })

  test('that do not are found', async ({ assert }) => {
    const routes = await careless((recorder) => {
      recorder.get('/crm/figures', () => {})
      recorder.get('/crm/figures/:figure', () => {}).use(middleware.identity())
    })
    assert.deepEqual(openRoutes(routes), ['GET /crm/figures'])
    assert.deepEqual(routesWithoutProbe(routes), ['GET /crm/figures/:figure'])
  })
})
