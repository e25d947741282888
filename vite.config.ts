import { defineConfig } from 'vite'
import vite from './config/vite.ts'
import { images } from './resources/build/images.ts'

export default defineConfig({
  base: vite.assetsUrl,
  publicDir: false,
  plugins: [images()],
  build: {
    outDir: vite.buildDirectory,
    assetsDir: '',
    emptyOutDir: true,
    manifest: vite.manifestFile,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox128', 'safari17.5'],
    rollupOptions: { input: vite.entryPoints },
  },
})
