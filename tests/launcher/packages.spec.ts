import { test } from '@japa/runner'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { Packages } from '../../launcher/install.mjs'

test.group('Packages are installed', (group) => {
  let root: string
  const lock = () => join(root, 'package-lock.json')
  const installed = () => join(root, 'node_modules/.package-lock.json')

  group.each.setup(() => {
    root = mkdtempSync(join(tmpdir(), 'tatami-packages-'))
    writeFileSync(lock(), '{}')
    return () => rmSync(root, { recursive: true })
  })

  function install(secondsAfterLock: number) {
    mkdirSync(join(root, 'node_modules'))
    writeFileSync(installed(), '{}')
    const now = Date.now() / 1000
    utimesSync(lock(), now, now)
    utimesSync(installed(), now + secondsAfterLock, now + secondsAfterLock)
  }

  test('not without node_modules, nor while npm is at it', ({ assert }) => {
    assert.isFalse(new Packages(root).areInstalled())
    mkdirSync(join(root, 'node_modules'))
    assert.isFalse(new Packages(root).areInstalled())
  })

  test('not when they are older than the lock file', ({ assert }) => {
    install(-60)
    assert.isFalse(new Packages(root).areInstalled())
  })

  test('until the lock file changes, whatever the time of the file is', ({ assert }) => {
    install(60)
    assert.isTrue(new Packages(root).areInstalled())
    const later = Date.now() / 1000 + 600
    utimesSync(lock(), later, later)
    assert.isTrue(new Packages(root).areInstalled())

    writeFileSync(lock(), '{ "other": true }')
    utimesSync(lock(), 1, 1)
    assert.isFalse(new Packages(root).areInstalled())
  })

  test('by somebody else, if node_modules is a link', ({ assert }) => {
    mkdirSync(join(root, 'elsewhere'))
    symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'))
    assert.isTrue(new Packages(root).areInstalled())
  })
})

interface LockedPackage {
  version?: string
  resolved?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

test.group('The lock file', () => {
  const text = readFileSync(app.makePath('package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> }

  /** Where npm would find a package that is asked for from a folder. */
  const isLocked = (from: string, name: string) => {
    const folders = from.split('/node_modules/').map((_, index, parts) => {
      return parts.slice(0, index + 1).join('/node_modules/')
    })
    const places = [`node_modules/${name}`, ...folders.map((at) => `${at}/node_modules/${name}`)]
    return places.some((place) => Object.hasOwn(packages, place))
  }

  test('holds what every package asks for, on every platform', ({ assert }) => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, ...rest }]) => {
      const names = Object.keys({ ...dependencies, ...rest.optionalDependencies })
      return names.filter((name) => !isLocked(path, name)).map((name) => `${name} of ${path}`)
    })
    assert.deepEqual(missing, [], 'npm ci stops with EUSAGE')
  })

  test('names no registry', ({ assert }) => {
    assert.deepEqual(
      Object.values(packages).filter(({ resolved }) => resolved),
      []
    )
  })
})
