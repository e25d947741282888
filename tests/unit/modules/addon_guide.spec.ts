import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const read = (file: string) => readFileSync(app.makePath(file), 'utf8')

test('the guide lists everything that #addon exports, and nothing else', ({ assert }) => {
  const exported = [...read('app/addon.ts').matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(
    ([, names]) =>
      names!
        .split(',')
        .map((name) => name.replace(/^\s*(type )?/, '').trim())
        .filter(Boolean)
  )
  const [, table] = /### What `#addon` exports\n([^]+?)\n\nEverything else/.exec(
    read('docs/modules.md')
  )!
  const listed = [...table!.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
  assert.isNotEmpty(exported)
  assert.sameMembers(listed, exported)
})
