/**
 * Where `vite build` puts the browser's files and under which address they are served.
 * Read by vite.config.ts when building and by the asset helpers when rendering.
 */
const viteConfig = {
  /** Relative to the application root. */
  buildDirectory: 'public/assets',
  /** Address of the build directory, with a slash at the end. */
  assetsUrl: '/assets/',
  /** Relative to the build directory. */
  manifestFile: '.vite/manifest.json',
  /** Name of the icon sprite in the manifest. */
  sprite: 'icons.svg',
  /** Name of the browser tab's icon in the manifest. */
  favicon: 'favicon.svg',
  entryPoints: ['resources/css/app.css', 'resources/js/app.js', 'resources/js/theme.js'],
}

export default viteConfig
