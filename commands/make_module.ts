import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { inEnglish } from '#app/domains/reasons'
import { moduleRoots } from '#app/modules/discovery'
import { manifestFaults } from '#app/modules/manifest'
import { isModelName, modelNameFor, moduleNames, type ModuleNames } from '#app/modules/module_names'

/** Writes a small module that works as it is: model, table, rights, menu, views, demo and tests. */
export default class MakeModuleCommand extends BaseCommand {
  static override commandName = 'make:module'
  static override description = 'Write a new module into addons/'
  static override help = [
    'The new module has one model; name it with --model:',
    '{{ binaryName }} make:module fleet --model vehicle',
  ]

  static {
    args.string({ description: 'Name of the module: a-z, 0-9 and single hyphens' })(
      this.prototype,
      'name'
    )
    flags.string({ description: 'Name of its model, in the singular: service_order' })(
      this.prototype,
      'model'
    )
    flags.string({ description: 'Folder of modules to write it into', default: 'addons' })(
      this.prototype,
      'into'
    )
  }

  declare name: string
  declare into: string
  declare model: string | undefined

  override async run() {
    const model = this.model ?? modelNameFor(this.name)
    const fault = this.#fault(model)
    if (fault) {
      this.logger.error(fault)
      this.exitCode = 1
      return
    }
    const names = moduleNames(this.name, model)
    await this.#write(this.#folder, names)
    this.logger.success(`Module ${this.name} is in ${relative(process.cwd(), this.#folder)}`)
    this.logger.log(`Install it: node ace module:install ${names.name}`)
    this.logger.log(`It is then at /${this.name}/${names.path}`)
  }

  get #folder(): string {
    return resolve(this.app.makePath(), this.into, this.name)
  }

  #fault(model: string): string | null {
    const [nameFault] = manifestFaults({ ...SOUND, name: this.name }, this.name)
    if (nameFault) return inEnglish(nameFault)
    if (!isModelName(model)) {
      return `"${model}" is not a name for a model: use a-z, 0-9 and single _`
    }
    const roots = moduleRoots(this.app.makePath(), process.env.ADDONS_PATH)
    const paths = [...roots.map((root) => join(root, this.name)), this.#folder]
    const taken = paths.find((path) => existsSync(path))
    return taken ? `there is a module of this name already: ${taken}` : null
  }

  async #write(folder: string, names: ModuleNames) {
    const stubs = this.app.makePath('stubs', 'module')
    const files = await readdir(stubs, { recursive: true, withFileTypes: true })
    for (const file of files.filter((each) => each.isFile())) {
      const stub = join(file.parentPath, file.name)
      const name = relative(stubs, stub)
        .replace('__models__', names.plural!)
        .replace('__model__', names.file!)
        .replace(/\.stub$/, '')
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, await formatted(path, filled(await readFile(stub, 'utf8'), names)))
      this.logger.action(`create ${name}`).succeeded()
    }
  }
}

/** Lines break where names make them too long; without Prettier they stay as they are. */
async function formatted(path: string, text: string): Promise<string> {
  const prettier = await import('prettier').catch(() => null)
  if (!prettier || !path.endsWith('.ts')) return text
  const options = await prettier.resolveConfig(import.meta.filename)
  return prettier.format(text, { ...options, filepath: path })
}

const SOUND = {
  title: '-',
  version: '0.1.0',
  category: '-',
  icon: '-',
  summary: '-',
  depends: [],
}

function filled(stub: string, names: ModuleNames): string {
  return stub.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => {
    if (names[name] === undefined) throw new Error(`The stub asks for "${name}"`)
    return names[name]
  })
}
