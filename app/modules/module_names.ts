/** The spellings of a module's and its first model's names that its files use. */
export type ModuleNames = Readonly<Record<string, string>>

/** The name of a model: words in lower case, joined by `_`. */
const MODEL = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** The model that a new module begins with, unless told: `trucks` → `truck`, `fleet` → `item`. */
export function modelNameFor(module: string): string {
  const last = module.split('-').at(-1)!
  return /[^s]s$/.test(last) ? last.slice(0, -1) : 'item'
}

export function isModelName(model: string): boolean {
  return MODEL.test(model) && model !== 'model'
}

/** Every spelling for the module `vision-ai` with the model `camera_frame`. */
export function moduleNames(module: string, model: string): ModuleNames {
  const one = model.replaceAll('_', ' ')
  const many = pluralOf(one)
  const plural = many.replaceAll(' ', '_')
  const path = many.replaceAll(' ', '-')
  return {
    name: module,
    title: capital(module.replaceAll('-', ' ')),
    file: model,
    plural,
    path,
    key: path.includes('-') ? `'${path}'` : path,
    table: `${module.replaceAll('-', '_')}_${plural}`,
    Class: camel(capital(model)),
    variable: camel(model),
    pluralVariable: camel(plural),
    one,
    many,
    Model: capital(one),
    Models: capital(many),
  }
}

function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function camel(text: string): string {
  return text.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
