import { assetPath, assetTags } from './assets.ts'
import { icon } from './icons.ts'

/**
 * What the templates call besides `t`: register each as an Edge global. `icon` and `assetTags` give
 * ready HTML, so templates print them with three braces.
 */
export const edgeHelpers = { icon, assetTags, asset: assetPath }
