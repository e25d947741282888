import { assetPath, assetTags } from './assets.ts'
import { escapeText } from './html.ts'
import { icon } from './icons.ts'

/**
 * What the templates call besides `t`: register each as an Edge global. `icon`, `assetTags` and
 * `escapeText`, for a text of the product beyond Latin-1, give ready HTML: templates print them with
 * three braces.
 */
export const edgeHelpers = { icon, assetTags, asset: assetPath, escapeText }
