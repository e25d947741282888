import { appKey } from '#config/app'
import { defineConfig, drivers } from '@adonisjs/core/encryption'

export default defineConfig({
  default: 'aes',
  list: {
    aes: drivers.aes256gcm({ id: 'tatami', keys: [appKey] }),
  },
})
