import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A directory of modules that exists for one test. */
export class ModuleFolders {
  readonly root: string

  static async create(): Promise<ModuleFolders> {
    return new ModuleFolders(await mkdtemp(join(await realpath(tmpdir()), 'tatami-modules-')))
  }

  private constructor(root: string) {
    this.root = root
  }

  /** Writes a module with a sound manifest; `change` replaces parts of it. */
  async module(name: string, change: object = {}, files: Record<string, string> = {}) {
    const manifest = {
      name,
      title: name,
      version: '1.0.0',
      category: 'Tests',
      icon: 'box',
      summary: 'A module of the tests.',
      depends: [],
      ...change,
    }
    await this.write(`${name}/module.ts`, `export default ${JSON.stringify(manifest)}`)
    for (const [file, content] of Object.entries(files)) {
      await this.write(`${name}/${file}`, content)
    }
  }

  async write(file: string, content: string) {
    const path = join(this.root, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }

  /** Takes a module's folder away, as when somebody deletes it. */
  moveAway(name: string) {
    return rename(join(this.root, name), join(this.root, `.${name}`))
  }

  moveBack(name: string) {
    return rename(join(this.root, `.${name}`), join(this.root, name))
  }

  removeFile(file: string) {
    return rm(join(this.root, file))
  }

  remove() {
    return rm(this.root, { recursive: true })
  }
}
